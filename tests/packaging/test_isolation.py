import tempfile
from pathlib import Path

import hypothesis
import platformdirs
import pytest
from PySide6.QtCore import QStandardPaths

HERE = Path(tempfile.gettempdir()).resolve()


@pytest.mark.parametrize(
    "folder",
    [Path.home, platformdirs.user_data_path, platformdirs.user_config_path,
     platformdirs.user_cache_path, platformdirs.user_log_path, platformdirs.user_runtime_path],
)  # fmt: skip
def test_no_test_touches_a_users_own_folder(folder):
    assert folder().resolve().is_relative_to(HERE)


def test_neither_does_qt():
    place = QStandardPaths.StandardLocation.AppDataLocation
    assert Path(QStandardPaths.writableLocation(place)).resolve().is_relative_to(HERE)


def test_examples_are_the_same_on_every_run():
    assert hypothesis.settings.default.derandomize
