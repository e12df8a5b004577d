"""The sentences, one module per subject; `ALL` is what `catalogue` looks in."""

from app.wording.sentences import general, keys, papers, rules

ALL: dict[str, str] = {
    **general.SENTENCES,
    **keys.SENTENCES,
    **rules.SENTENCES,
    **papers.SENTENCES,
}
