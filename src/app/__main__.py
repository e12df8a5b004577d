"""`python -m app`, also installed as `payung`."""

import sys


def main() -> int:
    """Open the window, or do what the command says; the answer is the exit status."""
    from app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
