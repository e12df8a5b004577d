import os
import sys

import parts
import pytest
from failure import SetupFailure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Windows brings all parts itself")
ABSENT = {"libtidak-ada.so.9": "libtidak-ada9", "libtiada.so.1": "libtiada1"}


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """A system where we are root and apt-get only writes down what it was asked for."""

    def system(status: int):
        asked = tmp_path / "asked"
        script = tmp_path / "apt-get"
        script.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\necho E: rusak\nexit {status}\n')
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        monkeypatch.setattr(parts, "may_install", lambda: True)
        return asked

    return system


def test_what_is_missing_is_named_with_the_one_line_that_installs_it(monkeypatch):
    monkeypatch.setattr(parts, "may_install", lambda: False)
    with pytest.raises(SetupFailure) as refused:
        parts.ensure({"libc.so.6": "libc6"} | ABSENT)
    text = str(refused.value)
    assert "libtidak-ada.so.9, libtiada.so.1" in text
    assert "libc.so.6" not in text


def test_the_line_names_each_package_once_and_other_systems_get_no_apt():
    missing = {"objcopy": "binutils", "objdump": "binutils", "a.so": "a"}
    line = parts.what_to_install(missing, apt=True).splitlines()[-1]
    assert line == "  sudo apt-get install -y a binutils"
    assert "apt" not in parts.what_to_install(missing, apt=False)


def test_root_on_debian_installs_after_an_update(apt):
    asked = apt(0)
    with pytest.raises(SetupFailure):  # the pretended apt-get brought nothing
        parts.ensure(ABSENT)
    update, install = asked.read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends libtiada1 libtidak-ada9")


def test_what_apt_says_when_it_fails_is_passed_on(apt):
    apt(100)
    with pytest.raises(SetupFailure, match="E: rusak"):
        parts.ensure(ABSENT)


def test_a_system_that_has_everything_is_asked_for_nothing(apt):
    asked = apt(0)
    parts.ensure(parts.OFFSCREEN)
    assert not asked.exists()


def test_a_window_needs_all_that_drawing_without_one_needs():
    assert parts.OFFSCREEN.items() < parts.WINDOW.items()


def test_what_tests_can_do_without_is_installed_where_we_may(apt, capsys):
    asked = apt(0)
    parts.offer({"tidak-ada": "alat", "tiada": "alat"})
    assert asked.read_text().splitlines()[-1].endswith(" --no-install-recommends alat")
    apt(100)
    parts.offer({"tidak-ada": "alat"})  # no failure: these tests are skipped
    assert "E: rusak" in capsys.readouterr().err


def test_without_the_right_to_install_tests_do_without(monkeypatch):
    monkeypatch.setattr(parts, "may_install", lambda: False)
    monkeypatch.setattr(parts, "_install", pytest.fail)
    parts.offer({"tidak-ada": "alat"})
