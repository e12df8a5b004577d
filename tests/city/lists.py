"""Files as other offices send them, written as Excel and LibreOffice do; all people are made up."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter


def xlsx(path: Path, *rows: Sequence[Any]) -> Path:
    """A sheet of text cells."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Daftar")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, str(cell))
    book.close()
    return path


def separated(path: Path, *rows: Sequence[Any]) -> Path:
    """The same with semicolons, as Excel saves it in Indonesia."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path
