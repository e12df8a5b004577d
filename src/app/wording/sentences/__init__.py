"""The sentences, one module per subject; `ALL` is what `catalogue` looks in."""

from app.wording.sentences import general

ALL: dict[str, str] = {
    **general.SENTENCES,
}
