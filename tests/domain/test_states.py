from itertools import pairwise

import pytest

from app.domain.refusal import Refusal
from app.domain.states import (
    TRANSITIONS,
    CardState,
    DecisionState,
    MembershipState,
    RevisionState,
    Track,
    allowed,
    step,
)

STATES = {
    Track.REVISION: RevisionState,
    Track.DECISION: DecisionState,
    Track.MEMBERSHIP: MembershipState,
    Track.CARD: CardState,
}


@pytest.mark.parametrize(
    ("track", "way"),
    [
        (Track.REVISION, "draft complete approved sealed filed"),
        (Track.DECISION, "received accepted decreed funded"),
        (Track.DECISION, "received needs_fixing received accepted waiting_for_funds decreed"),
        (Track.DECISION, "received accepted decreed waiting_for_funds funded ended funded"),
        (Track.DECISION, "received rejected received accepted"),
        (Track.DECISION, "received merged_into received"),
        (Track.DECISION, "received accepted decreed funded moved funded"),
        (Track.MEMBERSHIP, "not_yet active grace active grace inactive active ended"),
        (Track.CARD, "unprinted printed at_kelurahan handed_over"),
        (Track.CARD, "unprinted printed at_kelurahan handed_over void"),
        (Track.CARD, "unprinted printed void"),
    ],
)
def test_a_registration_may_go_this_way(track, way):
    states = [None, *way.split()]
    for before, after in pairwise(states):
        assert allowed(track, before, after), (before, after)
        assert step(track, before, after).after == after


@pytest.mark.parametrize(
    ("track", "before", "after"),
    [
        (Track.REVISION, None, "complete"),
        (Track.REVISION, "draft", "approved"),  # nobody approves what is not complete
        (Track.REVISION, "draft", "sealed"),
        (Track.REVISION, "complete", "sealed"),  # nor seals what is not approved
        (Track.REVISION, "complete", "draft"),  # a correction is a new revision
        (Track.REVISION, "sealed", "draft"),  # once sealed it never changes
        (Track.REVISION, "sealed", "approved"),
        (Track.REVISION, "filed", "sealed"),
        (Track.REVISION, "draft", "draft"),
        (Track.DECISION, None, "accepted"),
        (Track.DECISION, "received", "decreed"),
        (Track.DECISION, "received", "funded"),
        (Track.DECISION, "accepted", "funded"),
        (Track.DECISION, "accepted", "rejected"),  # the acceptance is taken back first
        (Track.DECISION, "rejected", "decreed"),
        (Track.DECISION, "rejected", "ended"),
        (Track.DECISION, "ended", "rejected"),
        (Track.DECISION, "merged_into", "moved"),
        (Track.MEMBERSHIP, "not_yet", "grace"),
        (Track.MEMBERSHIP, "active", "inactive"),  # the grace comes first
        (Track.MEMBERSHIP, "ended", "active"),
        (Track.CARD, "unprinted", "handed_over"),
        (Track.CARD, "printed", "handed_over"),
        (Track.CARD, "void", "printed"),  # a reprint is another card
        (Track.CARD, "handed_over", "at_kelurahan"),
        (Track.CARD, "approved", "sealed"),  # the states of another track
        (Track.CARD, "unprinted", "lost"),
    ],
)
def test_a_registration_may_not_go_this_way(track, before, after):
    assert not allowed(track, before, after)
    with pytest.raises(Refusal) as refused:
        step(track, before, after)
    assert refused.value.problems[0].code == "state.not_allowed"


def test_every_decision_of_the_city_can_be_taken_back_by_a_later_one():
    taken = {(each.before, each.after) for each in TRANSITIONS if each.track is Track.DECISION}
    for before, after in taken:
        assert before is None or (after, before) in taken


def test_a_step_back_is_told_from_a_step_on():
    assert not step(Track.DECISION, "accepted", "decreed").reverses
    assert step(Track.DECISION, "decreed", "accepted").reverses
    assert step(Track.DECISION, "ended", "funded").reverses
    assert not step(Track.DECISION, "needs_fixing", "received").reverses  # a mended revision came


def test_every_state_of_every_track_can_be_reached():
    for track, states in STATES.items():
        reached = {None}
        while True:
            further = {
                each.after for each in TRANSITIONS if each.track is track and each.before in reached
            }
            if further <= reached:
                break
            reached |= further
        assert reached - {None} == set(states)


def test_no_other_step_is_allowed_than_those_in_the_table():
    for track, states in STATES.items():
        for before in (None, *states):
            for after in states:
                listed = any((track, before, after) == each[:3] for each in TRANSITIONS)
                assert allowed(track, before, after) is listed
