"""The sentences, one module per subject; `ALL` is what `catalogue` looks in."""

from app.wording.sentences import (
    carriers,
    form,
    general,
    home,
    identity,
    keys,
    lists,
    office,
    papers,
    people,
    printing,
    registration,
    rules,
    settings,
    sheets,
    wizard,
)

ALL: dict[str, str] = {
    **general.SENTENCES,
    **carriers.SENTENCES,
    **form.SENTENCES,
    **home.SENTENCES,
    **identity.SENTENCES,
    **registration.SENTENCES,
    **keys.SENTENCES,
    **lists.SENTENCES,
    **office.SENTENCES,
    **rules.SENTENCES,
    **papers.SENTENCES,
    **people.SENTENCES,
    **printing.SENTENCES,
    **settings.SENTENCES,
    **sheets.SENTENCES,
    **wizard.SENTENCES,
}
