"""Whom a city believes to be an approver: whoever an administrator vouches for, up to a pinned one.

A station whose key card never named an administrator is believed as it was before there were any.
"""

import json
from collections.abc import Collection, Sequence
from itertools import groupby

from app.domain.approval import Approval, subject
from app.domain.items.revisions import SentRevision, read_revision
from app.domain.rights import APPROVER
from app.domain.states import RevisionState
from app.domain.stations import shown_station
from app.domain.vouching import Link, Roles
from app.service.exchange.common import here
from app.service.session import Session
from app.service.vouch import is_signed
from app.store.books import Unit
from app.store.merging import Merging, Placed

UNVOUCHED = "unvouched"
"""Why a revision was set aside whose approver no administrator vouches for."""


def learn(unit: Unit, links: Collection[Link]) -> bool:
    """Keep the links that are signed by whom they name; whether there was a new one."""
    held = {each.signature for station in {one.station for one in links}
            for each in unit.vouching.of(station)}  # fmt: skip
    new = [each for each in links if each.signature not in held and is_signed(each)]
    return bool(unit.vouching.add(new))


def is_approver(unit: Unit, approval: Approval) -> bool:
    """Whether a chain leads from the approver's key to the pinned one of its station.

    What the approver was when the approval was given counts. The approval's own signature is not
    looked at here.
    """
    pinned = unit.vouching.pinned().get(approval.origin)
    if pinned is None:
        return True
    key = approval.public_key
    if unit.approvals.approver(approval.operator, key) != approval.origin:
        return False
    roles = Roles(pinned, unit.vouching.of(approval.origin))
    return roles.of(approval.operator, key, approval.at) == APPROVER


def take_after_all(session: Session, unit: Unit, office: str) -> Sequence[Placed]:
    """Take what was set aside for want of a chain, and has one by now."""
    good: list[tuple[int, str, str, SentRevision]] = []
    believed: dict[str, frozenset[str]] = {}
    for each in unit.asides.waiting(UNVOUCHED):
        if shown_station(each.origin)[0] != office:
            continue
        content = json.loads(each.content)
        content.pop("t")
        sent = read_revision(content)
        if sent.approval_id not in believed:
            known = unit.approvals.known([sent.approval_id]).get(sent.approval_id)
            is_good = known is not None and is_approver(unit, known)
            believed[sent.approval_id] = frozenset(known.subjects if known and is_good else ())
        named = subject(sent.registration_id, sent.number, sent.hash)
        if named in believed[sent.approval_id]:
            good.append((each.id, each.origin, each.file, sent))
    merging = Merging(unit.connection, here(session), session.clock())
    placed: list[Placed] = []
    for (origin, file), them in groupby(good, key=lambda each: each[1:3]):
        placed += merging.take([each[3] for each in them], origin, file, RevisionState.FILED)
    unit.asides.settle([each[0] for each in good], "vouched", by="", at=session.clock())
    return placed
