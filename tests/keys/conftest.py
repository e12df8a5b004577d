"""An office with its slot file, cheap to open so that the tests stay quick."""

import json
import os
import shutil

import pytest

from app.keys.locked import Cost
from app.keys.recovery import RecoveryCode
from app.keys.slots import SlotFile

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


class Office:
    """A data folder whose first administrator is Ratna and whose clerk is Made."""

    RATNA = "tiga kata mudah"
    MADE = "hujan di Mahakam"

    def __init__(self, folder):
        self.folder = folder
        self.ratna, code = SlotFile.create(folder, "Ratna", self.RATNA, "administrator", cost=CHEAP)
        self.code: RecoveryCode = code
        self.slots = SlotFile.read(folder, CHEAP)
        self.made = self.slots.add(self.ratna, "Made", self.MADE, "clerk")
        self.path = folder / "slots.json"

    def remove(self, operator_id):
        """Remove an operator, as the service does: the new file takes the place of the old."""
        key, beside = os.urandom(32), self.folder.with_name(f"{self.folder.name}-renewed")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        self.slots.remove(self.ratna, operator_id, key, beside)
        (beside / "slots.json").replace(self.path)
        self.ratna.data_key = key

    def content(self):
        return json.loads(self.path.read_text("utf-8"))

    def edit(self, change):
        """Change the file as somebody with an editor would."""
        content = self.content()
        change(content)
        self.path.write_text(json.dumps(content), "utf-8")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)
