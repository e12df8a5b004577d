"""The sentences, one module per subject; `ALL` is what `catalogue` looks in."""

from app.wording.sentences import general, home, identity, keys, papers, registration, rules

ALL: dict[str, str] = {
    **general.SENTENCES,
    **home.SENTENCES,
    **identity.SENTENCES,
    **registration.SENTENCES,
    **keys.SENTENCES,
    **rules.SENTENCES,
    **papers.SENTENCES,
}
