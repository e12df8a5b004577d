"""Menyiapkan lalu membuka Payung. Cukup Python 3.11 sampai 3.14; sisanya dipasang sendiri.

  python3 packaging/start.py                 buka Payung (pertama kali: panduan awal)
  python3 packaging/start.py demo            buka dengan data warga buatan
  python3 packaging/start.py test [--full]   semua pemeriksaan dan tes, tanpa layar
  python3 packaging/start.py bundle          buat dist/payung yang jalan tanpa Python
  python3 packaging/start.py bundle office   buat dist/payung-kota, dengan kotak surat kota
  python3 packaging/start.py PERINTAH ...    perintah Payung yang lain, misalnya: search siti

Di Windows tulis "py" sebagai ganti "python3".
"""

# Python 3.6 must be able to read this file down to the refusal below: newer syntax and newer
# modules live in the files beside it, which are imported only after it.
import sys

OLDEST, NEWEST = (3, 11), (3, 14)
WORLD_FAILED = 3
INTERRUPTED = 130

if not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.stderr.write(
        f"Payung memerlukan Python 3.{OLDEST[1]} sampai 3.{NEWEST[1]}, tetapi ini Python"
        f" {sys.version_info[0]}.{sys.version_info[1]}: pasang versi itu, lalu jalankan lagi.\n"
    )
    sys.exit(WORLD_FAILED)


def opens_window(words: list[str]) -> bool:
    """Whether `payung WORDS` shows a window, and so needs what a screen needs."""
    rest = iter(words)
    for word in rest:
        if word in ("--data", "--operator", "--database"):
            next(rest, None)
        elif not word.startswith("-"):
            return word == "demo"
    return not {"--help", "-h", "--version"} & set(words)


def start(words: list[str]) -> int:
    """Do what the words ask; the answer is the exit status."""
    import environment
    import parts

    first = words[0] if words else ""
    if first in ("--help", "-h"):
        print(__doc__)
        return 0
    if first == "test":
        import checks

        return checks.run(words[1:])
    if first == "bundle":
        import freeze

        return freeze.run(words[1:])
    parts.ensure(
        parts.WINDOW if opens_window(words) else {},
        installs_python=not environment.PROGRAM.is_ready(),
    )
    environment.PROGRAM.prepare()
    return environment.PROGRAM.become("-m", "app", *words)


def main() -> int:
    """Answer what the world refused with one sentence."""
    import failure

    try:
        return start(sys.argv[1:])
    except failure.SetupFailure as reason:
        print("Payung: " + str(reason), file=sys.stderr)
        return WORLD_FAILED
    except KeyboardInterrupt:
        print("\nPayung: dihentikan. Jalankan lagi untuk melanjutkan.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
