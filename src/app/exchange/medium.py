"""What a folder lies on: the computer's own disk, a stick, or a network share."""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

SYSTEM = frozenset(
    {"/", "/boot", "/boot/efi", "/efi", "/home", "/opt", "/tmp", "/usr", "/var"}  # noqa: S108
)
"""Never a stick, though the whole system may run from one."""

_WINDOWS_REMOVABLE = 2
_WINDOWS_REMOTE = 4

NETWORKS = frozenset(
    {"afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs",
     "gfs2", "glusterfs", "fuse.glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)  # fmt: skip
"""File systems that another computer holds: the database's locks and its log do not hold there."""

MOUNTS, BLOCKS = Path("/proc/self/mountinfo"), Path("/sys/class/block")


def is_share(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether another computer holds this folder, as far as the system tells."""
    if sys.platform == "win32":
        return str(folder).startswith("\\\\") or _drive_type(folder) == _WINDOWS_REMOTE
    found = _mount(folder, mounts)
    return found is not None and found[1] in NETWORKS


def is_on_stick(folder: Path, mounts: Path = MOUNTS, blocks: Path = BLOCKS) -> bool:
    """Whether this folder can be taken away with what it lies on."""
    if sys.platform == "win32":
        return _drive_type(folder) == _WINDOWS_REMOVABLE
    found = _mount(folder, mounts)
    return found is not None and is_stick(found[0], found[2], blocks)


def _mount(folder: Path, mounts: Path) -> tuple[str, str, str] | None:
    """Mount point, file system and device of what holds `folder`; None where it is not told."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
        whole = folder.absolute().resolve()
    except OSError:
        return None
    best: tuple[str, str, str] | None = None
    for line in lines:
        mount, _, source = line.partition(" - ")
        point = _spelled_out(mount.split()[4])
        kind, device = source.split()[:2]
        # the last of two at the same point is the one that is seen
        if whole.is_relative_to(point) and (best is None or len(point) >= len(best[0])):
            best = (point, kind, _spelled_out(device))
    return best


def _spelled_out(text: str) -> str:
    """Names as they are: a space in one stands there by its number."""
    for code, sign in (("040", " "), ("011", "\t"), ("012", "\n"), ("134", "\\")):
        text = text.replace(f"\\{code}", sign)
    return text


def _drive_type(folder: Path) -> int:
    import ctypes

    windll = getattr(ctypes, "windll")  # noqa: B009  # not there but on Windows
    return int(windll.kernel32.GetDriveTypeW(folder.absolute().anchor))


def is_stick(path: str, device: str, blocks: Path = BLOCKS) -> bool:
    """Whether what is mounted there can be taken away. An external disk on Windows is not told
    from a built-in one: its folder is chosen by hand.
    """  # noqa: D205
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path) == _WINDOWS_REMOVABLE)
    if path in SYSTEM or not device.startswith("/dev/"):
        return False
    try:
        # an encrypted stick is mounted by a name that points to its number
        name = Path(device).resolve().name
        return any(_is_removable(each) for each in _under(blocks / name))
    except OSError:
        return False


def _under(block: Path) -> Iterable[Path]:
    """The block device, or those that an encrypted or joined one is made of."""
    slaves = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    if not slaves:
        return [block.resolve(strict=True)]
    return [below for slave in slaves for below in _under(slave)]


def _is_removable(block: Path) -> bool:
    """`block` is the device's own folder in sysfs, or that of one partition of it."""
    disk = block.parent if (block / "partition").exists() else block
    if any(part.startswith("usb") for part in PurePosixPath(disk).parts):
        return True
    if _word(disk / "removable") == "1":
        return True
    return _word(disk / "device" / "type") == "SD"  # a card in a built-in reader


def _word(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
