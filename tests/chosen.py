"""Stands for the computer's dialogs for files and folders."""

from pathlib import Path


class Chosen:
    """What somebody picks there, nothing while `paths` is empty; and what was asked.

    Where a file is to be saved and a folder is picked, it is saved there under the name offered.
    """

    def __init__(self, *paths: Path) -> None:
        self.paths = list(paths)
        self.titles: list[str] = []
        self.names: list[str] = []

    def to_open_sealed(self, parent, title, chosen):
        self.titles.append(title)
        if self.paths:
            chosen(self.paths)

    to_open_keys = to_open_sealed

    def to_folder(self, parent, title, chosen):
        self.titles.append(title)
        if self.paths:
            chosen(self.paths[0])

    to_open_list = to_save_several = to_folder

    def to_save(self, parent, title, name, chosen):
        self.names.append(name)
        for path in self.paths[:1]:
            chosen(path / name if path.is_dir() else path)
