"""A card handed over at the desk is a card in hand at the city."""

from app.service.city.dashboard import ShowDashboard
from app.service.handing import HandCards
from app.store.tables import registration


def test_the_city_counts_the_cards_that_are_in_hand(received, lempake, city, reviewer, stick):
    ids = received(lempake, range(1, 4))
    with lempake.session.books.transaction() as unit:
        unit.connection.execute(registration.update().values(card="printed"))
    HandCards(lempake.session)(ids[:2], "self", lempake.session.today())
    lempake.send(stick)
    city.receive(stick)
    assert ShowDashboard(reviewer)().whole.in_hand == 2
    with reviewer.books.reading() as unit:
        assert unit.registrations.cards(ids[:2]) == dict.fromkeys(ids[:2], "handed_over")
