"""What a revision is known by."""

from app.domain.record import SALT, salted

HERE, THERE = "6472051003/1", "6472051003/2"


def test_a_correction_is_known_by_who_made_it_and_from_what():
    first = salted({"name": "SITI"})
    other = salted({"name": "SITI"})
    assert first != other
    right = {"name": "SITI RAHMAH"}
    made = salted(right, first, HERE)
    assert made == salted(right, first, HERE)  # also after a restore
    others = (salted(right, first, THERE), salted(right, other, HERE), salted(right, made, HERE))
    assert len({each[SALT] for each in (made, *others)}) == 4


def test_what_came_without_a_salt_gets_one_that_nobody_can_guess():
    bare = {"name": "SITI"}
    assert salted(bare, bare, HERE) != salted(bare, bare, HERE)
