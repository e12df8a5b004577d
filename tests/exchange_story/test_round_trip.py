"""From the desk to the city and back: what each side knows of the other."""


def test_a_registration_is_filed_when_the_city_has_signed_for_it(city, lempake, stick, back):
    siti = lempake.register()
    assert lempake.states() == {siti: "complete"}
    assert lempake.approve() == 1
    assert lempake.states() == {siti: "approved"}
    sent = lempake.seal(stick)
    assert [each.carried.is_sent for each in sent.sent] == [True]
    assert lempake.states() == {siti: "sealed"}
    received = city.receive(stick)
    assert (received.taken, received.known, received.set_aside) == (1, 0, 0)
    assert city.names() == lempake.names()
    assert lempake.states() == {siti: "sealed"}  # the desk never claims what it cannot know
    city.seal(back)
    assert lempake.receive(back).taken == 1
    assert lempake.states() == {siti: "filed"}
