"""`python -m app`, also installed as `payung`."""

import sys


def main() -> int:
    """Open the window, or do what the command says; the answer is the exit status."""
    if getattr(sys, "frozen", False):  # lists are read in a process of their own: this program
        from multiprocessing import freeze_support

        freeze_support()
    from app.cli import run
    from app.cli.logs import log_places

    log_places()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
