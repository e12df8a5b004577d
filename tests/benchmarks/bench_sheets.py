# a script: it prints its figures
"""A list of 20,000 people read and mapped, beside the floor measured in the same run.

Run: python tests/benchmarks/bench_sheets.py [number of people]

The floor is the library alone, in this process, giving the cells of the same file. Wanted: read
and mapped into drafts in about 2 s for 20,000 people.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

import python_calamine

from app.domain.reference import Reference
from app.sheets.annotate import Outcome, annotate
from app.sheets.export import Column, export
from app.sheets.mapping import propose
from app.sheets.read import read
from app.sheets.rows import Resolve, read_rows
from app.sheets.vocabulary import Vocabulary

TITLES = [
    "No", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "L/P", "Alamat", "RT", "RW", "Kelurahan",
    "Pekerjaan", "Nama Ibu", "No HP", "No KK", "Status Kawin", "Penghasilan", "Ahli Waris",
    "Hubungan", "NIK Ahli Waris", "Tgl Lahir Ahli Waris",
]  # fmt: skip


def person(number: int) -> list[str | int | date]:
    return [
        number, f"647281410790{number % 9999 + 1:04}", f"CONTOH {number}", "SAMARINDA",
        date(1990, 7, 1), "L", f"Jl. Contoh {number}", "007", "003", "Lempake", "Tukang ojek",
        f"IBU {number}", f"0812{number:08}", f"647281010120{number % 9999 + 1:04}", "Kawin",
        "1500000", f"WARIS {number}", "Istri", f"647281510785{number % 9999 + 1:04}", "01-07-1985",
    ]  # fmt: skip


def main(people: int) -> None:
    reference = Reference.load(ROOT / "resources")
    occupations = reference.occupations
    resolve = Resolve(
        reference.places.find,
        reference.places.find_kecamatan,
        lambda text: found.code if (found := occupations.match(text)) else None,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        began = time.perf_counter()
        export(path, [Column(title) for title in TITLES], map(person, range(people)))
        print(f"export {people} rows: {time.perf_counter() - began:.2f} s")

        began = time.perf_counter()
        python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
        floor = time.perf_counter() - began
        print(f"floor, the library alone: {floor:.2f} s")

        began = time.perf_counter()
        workbook = read(path)
        opened = time.perf_counter() - began
        vocabulary = Vocabulary.load(ROOT / "resources" / "national")
        proposal = propose(workbook, vocabulary)
        assert proposal
        rows = read_rows(workbook.sheets[0], proposal.mapping, vocabulary, resolve)
        whole = time.perf_counter() - began
        assert len(rows.people) == people
        print(f"opened {opened:.2f} s, with mapping {whole:.2f} s, {whole / floor:.1f} x the floor")

        began = time.perf_counter()
        outcomes = {row.number: Outcome("new") for row in rows.people}
        annotate(Path(folder) / "copy.xlsx", workbook, proposal.mapping, outcomes)
        print(f"copy with reasons: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
