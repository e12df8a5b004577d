"""A desk that seals for weeks and never hears from the city."""

from tests.faults import stepping


def test_fifty_seals_without_a_reply_cost_what_their_people_cost_and_no_more(city, lempake, stick):
    sent, work, before = [], [], ""
    for serial in range(1, 51):
        if serial % 5 == 0:
            lempake.correct(before, phone=f"0813{serial:08}")
        before = lempake.register(serial)
        lempake.approve()
        steps = []
        with stepping(steps.append):
            sent += lempake.seal(stick).sent
        work.append(sum(step.startswith("sql ") for step in steps))
    first, last = sent[0].file, sent[-1].file
    assert (last.sequence, last.counts["revision"], last.reach_files) == (50, 60, 1)
    assert last.size / last.counts["revision"] < first.size / first.counts["revision"]
    assert max(work[5:]) <= min(work[1:5]) + 4  # what one costs the books does not grow
    assert len(list((lempake.folder / "outbox").iterdir())) == 2
    for each in sent[:-1]:
        (stick / each.file.name).unlink()  # 49 sticks were lost
    received = city.receive(stick)
    assert (received.taken, received.missing) == (60, ())
    assert city.names() == lempake.names()
