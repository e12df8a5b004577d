import sys

import checks
from checks import Outcome


def test_a_check_that_fails_fails_the_run():
    outcome = checks._check("coba", [sys.executable, "-c", "raise SystemExit(1)"], {})
    assert not outcome.passed


def test_what_a_check_says_is_shown_and_kept(capfd):
    outcome = checks._check("coba", [sys.executable, "-c", "print('satu', chr(0x2022))"], {})
    assert outcome.passed
    assert outcome.said == ("satu \u2022",)
    assert "satu \u2022" in capfd.readouterr().out


def test_full_counts_reach_the_tests():
    ask = "import os; print(os.environ['PAYUNG_FULL'])"
    assert checks._check("coba", [sys.executable, "-c", ask], checks.FULL).said == ("1",)


def test_the_table_names_each_check_each_skip_and_what_failed():
    said = (
        "SKIPPED [2] tests/a.py:3: tidak ada printer",
        "===== 5 passed, 2 skipped in 1.50s =====",
    )
    outcomes = [Outcome("ruff", False, 0.1, ()), Outcome("pytest", True, 2, said)]
    assert checks.table(outcomes, 2.1) == [
        "ruff                         GAGAL      0.1 s",
        "pytest                       lulus      2.0 s  5 passed, 2 skipped in 1.50s",
        "DILEWATI 2 x tests/a.py:3: tidak ada printer",
        "GAGAL: ruff (2 tes dilewati, 2 s)",
    ]


def test_figures_stand_in_columns_above_the_checks():
    lines = ("preparing", "keystroke | 3 ms | 2 ms | x 1.5", "save | 12 ms | 4 ms | x 3.0")
    outcomes = [Outcome("ukuran: search", True, 2, lines)]
    assert checks.table(outcomes, 2)[:2] == [
        "keystroke | 3 ms  | 2 ms | x 1.5",
        "save      | 12 ms | 4 ms | x 3.0",
    ]


def test_only_files_with_a_main_are_measured(tmp_path):
    (tmp_path / "floors.py").write_text("FLOOR = 1\n")
    (tmp_path / "search.py").write_text("def main() -> None: ...\n")
    assert [path.name for path in checks.benchmarks(tmp_path)] == ["search.py"]
    assert checks.benchmarks(tmp_path / "none") == []
