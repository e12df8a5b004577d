import freeze


def test_the_size_counts_each_file_once(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "library.so.1").write_bytes(b"x" * 1000)
    (tmp_path / "library.so").symlink_to(tmp_path / "deep" / "library.so.1")
    (tmp_path / "note").write_bytes(b"x" * 24)
    assert freeze.weigh(tmp_path) == (2, 1024)


def test_a_library_without_debug_information_is_left_as_it_is(tmp_path):
    library = tmp_path / "library.so"
    library.write_bytes(b"\x7fELF and no more")
    freeze.strip(library)
    assert library.read_bytes() == b"\x7fELF and no more"


def test_a_library_that_did_not_come_along_is_noticed_if_payung_needs_it():
    warnings = """
missing module named pyrage - imported by app.keys.station (delayed)
missing module named 'pyrage.x25519' - imported by app.keys.station (delayed, conditional)
missing module named 'cwt.cose' - imported by pyhpke (top-level), app.papers.token (delayed)
missing module named msvcrt - imported by subprocess (optional), app.store.owner (delayed)
excluded module named app.matching.city - imported by app.cli.match (delayed)
missing module named 'app.matching.city.engine' - imported by app.cli.match (conditional)
missing module named olefile - imported by PIL.FpxImagePlugin (top-level)
"""
    assert freeze.absent(warnings) == ["pyrage", "cwt.cose"]
