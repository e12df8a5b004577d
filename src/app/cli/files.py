"""Files that a command writes for people."""

from pathlib import Path

from app.domain.refusal import Problem, Refusal
from app.service.session import Session


def out_file(opened: Session, text: str) -> Path:
    """Where a paper or list shall go. `Refusal` with `out.data`: never over the books."""
    target = Path(text)
    if target.resolve().is_relative_to(opened.folder.resolve()):
        raise Refusal(Problem("out.data", "out"))
    return target
