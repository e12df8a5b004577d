"""Disks for the tests of the commands."""

from tests.disks import read_only_disk, small_disk  # noqa: F401 - fixtures
