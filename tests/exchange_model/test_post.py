"""The mailbox of the stories is as hard to its files as it says, and still stores them whole."""

import pytest
from tests.exchange_model.mail import HARDSHIPS, Post
from tests.mailroom import CITY, LEMPAKE, entries, sealed

from app.exchange.mailbox import Mailbox
from app.exchange.upload import Outgoing, Upload


@pytest.fixture
def post(tmp_path):
    Mailbox(tmp_path / "city").publish(entries(CITY, LEMPAKE))
    post = Post(tmp_path / "city")
    yield post
    post.close()


@pytest.mark.parametrize("hardship", HARDSHIPS)
def test_a_file_that_was_cut_comes_whole(post, tmp_path, hardship):
    file = Outgoing.of(sealed(tmp_path / "desk"))
    upload = Upload(file)
    assert post.carry(upload, ["", hardship]) is None
    assert upload.is_stored
    (stored,) = Mailbox(tmp_path / "city").waiting()
    assert stored.read_bytes() == file.path.read_bytes()


@pytest.mark.parametrize("hardship", ["half", "killed"])
def test_half_a_body_is_not_sent_again(post, tmp_path, hardship):
    file = Outgoing.of(sealed(tmp_path / "desk"))
    assert post.carry(Upload(file), ["", hardship, "lost", "lost"]).code == "network.cut"
    (part,) = Mailbox(tmp_path / "city").part.glob("*.part")
    came = part.stat().st_size
    assert len(file.front) < came < file.size
    again = Upload(file)
    again.answered(post._ask(again.next_request(), ""))
    assert again.sent == came
