import ast
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import start
from environment import Environment

START = Path(start.__file__)


def test_the_second_start_installs_nothing_and_passes_words_and_status_on(opened):
    second = opened.start("init", "desk", PIP_FIND_LINKS="gone")
    assert (second.returncode, second.stdout, second.stderr) == (4, "teduh init desk\n", "")


def test_a_start_with_nothing_to_install_takes_less_than_a_second(opened):
    times = []
    for _ in range(3):
        began = time.perf_counter()
        opened.start("search")
        times.append(time.perf_counter() - began)
    assert min(times) < 1


def test_the_command_payung_is_installed(opened):
    scripts = opened.environment / ("Scripts" if sys.platform == "win32" else "bin")
    said = opened.run(scripts / "payung", "x")
    assert (said.returncode, said.stdout) == (4, "teduh x\n")


def test_another_programs_app_does_not_stand_in_for_ours(opened, tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("print('stranger')")
    assert opened.start("x", PYTHONPATH=str(tmp_path)).stdout == "teduh x\n"


def test_a_copy_of_the_folder_is_set_up_for_itself(opened, tmp_path):
    shutil.copytree(opened.environment, tmp_path / ".venv", symlinks=True)
    here, there = opened.environment, tmp_path / ".venv"
    lock = opened.root / "packaging" / "requirements.lock"
    assert Environment(opened.root, here, lock).is_ready()
    assert not Environment(opened.root, there, lock).is_ready()


def test_an_installation_that_failed_is_explained_and_done_again(project):
    nowhere = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:1/", "PIP_FIND_LINKS": ""}
    alone = project.start("x", PIP_RETRIES="1", **nowhere)
    assert (alone.returncode, alone.stdout, project.stamps) == (3, "", [])
    assert "jaringan tidak tersambung" in alone.stderr

    project.publish("print('stranger')")
    swapped = project.start("x")
    assert (swapped.returncode, swapped.stdout, project.stamps) == (3, "", [])
    assert "tidak sama dengan yang dikunci" in swapped.stderr

    project.publish("")
    assert project.start("x").stdout == "teduh x\n"


def test_two_starts_at_once_install_once(project):
    words = (sys.executable, project.root / "packaging" / "start.py", "x")
    both = [project.begin(*words) for _ in range(2)]
    ended = [process.communicate(timeout=120) for process in both]
    assert [said for said, _ in ended] == ["teduh x\n", "teduh x\n"], ended
    assert sum("memasang paket" in warned for _, warned in ended) == 1
    assert sum("menunggu sampai selesai" in warned for _, warned in ended) == 1


def test_a_new_version_is_set_up_without_a_network_and_a_new_lock_from_nothing(project):
    project.start("x")
    left_over = project.environment / "left-over"
    left_over.touch()

    pyproject = project.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace('"1.0"', '"1.1"'))
    version = project.start("x", PIP_FIND_LINKS="gone")
    assert version.stdout == "teduh x\n"
    assert "memasang paket" not in version.stderr
    assert left_over.exists()

    project.publish("__name__ = 'baru'")
    project.lock()
    assert project.start("x").stdout == "baru x\n"
    assert not left_over.exists()


def test_an_unknown_word_after_test_or_bundle_is_wrong_usage(project):
    assert project.start("test", "--fast").returncode == 2
    assert project.start("bundle", "--fast").returncode == 2


def test_help_says_what_start_does_and_installs_nothing(project):
    said = project.start("--help")
    assert said.returncode == 0
    assert "packaging/start.py test" in said.stdout
    assert not project.environment.exists()


def test_an_old_python_gets_as_far_as_the_refusal():
    ast.parse(START.read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15)])
def test_a_python_that_does_not_fit_is_refused_in_one_sentence(version):
    pretend = (
        f"import sys, runpy; sys.version_info = (*{version}, 0, 'final', 0);"
        f"runpy.run_path({str(START)!r}, run_name='__main__')"
    )
    said = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert said.returncode == 3
    assert said.stderr.count("\n") == 1
    assert f"Python {version[0]}.{version[1]}" in said.stderr


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("", True),
        ("demo", True),
        ("demo --people 300", True),
        ("--data demo", True),
        ("--data folder --operator siti demo", True),
        ("--data folder", True),
        ("search demo", False),
        ("--json search siti", False),
        ("--data demo cards --out demo", False),
        ("selftest", False),
        ("--version", False),
        ("init --help", False),
    ],
)
def test_only_what_shows_a_window_needs_what_a_screen_needs(words, window):
    assert start.opens_window(words.split()) is window
