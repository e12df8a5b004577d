"""The search over the whole city."""

import pytest

from app.domain.pairs import PairKind
from app.domain.rights import TREASURER
from app.service.city.find_pairs import FindPairs
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.session import NotAllowed

TWICE = {
    "nik": "6472814107900041",
    "name": "SITI AMINAH",
    "birth_date": "01-07-1990",
    "mother_name": "RUSMIATI",
}


@pytest.fixture
def people(received, lempake, sidodadi):
    """Thirty people, one of whom is registered at both kelurahan, with a slip in the NIK."""
    here = received(lempake, range(1, 16))
    there = received(sidodadi, range(16, 30))
    (one,) = received(lempake, [40], **TWICE)
    (other,) = received(sidodadi, [41], **{**TWICE, "nik": "6472814107900014"})
    return [*here, *there], tuple(sorted((one, other)))


def pairs(session):
    with session.books.reading() as unit:
        return [(each.first, each.second) for each in unit.pairs.candidates(PairKind.REGISTRATION)]


def test_somebody_registered_at_two_kelurahan_is_found_until_a_word_is_said(people, reviewer):
    everybody, twice = people
    find = FindPairs(reviewer)
    assert find().people == len(everybody) + 2
    assert twice in pairs(reviewer)
    settle = SettlePair(reviewer)
    settle.different(*twice, "kembar")
    assert find().said == 1
    assert twice not in pairs(reviewer)
    settle.take_back(*twice, "keliru")
    find()
    assert twice in pairs(reviewer)
    settle.same(Merge(stays=twice[0], goes=twice[1]))
    find()
    assert twice not in pairs(reviewer)


def test_whoever_may_not_decide_may_not_search(at_work):
    with pytest.raises(NotAllowed):
        FindPairs(at_work(TREASURER))()
