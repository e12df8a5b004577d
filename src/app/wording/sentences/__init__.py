"""The sentences, one module per subject; `ALL` is what `catalogue` looks in."""

from app.wording.sentences import (
    form,
    general,
    home,
    identity,
    keys,
    papers,
    registration,
    rules,
    sheets,
    wizard,
)

ALL: dict[str, str] = {
    **general.SENTENCES,
    **form.SENTENCES,
    **home.SENTENCES,
    **identity.SENTENCES,
    **registration.SENTENCES,
    **keys.SENTENCES,
    **rules.SENTENCES,
    **papers.SENTENCES,
    **sheets.SENTENCES,
    **wizard.SENTENCES,
}
