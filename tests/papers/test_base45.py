import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.papers import base45


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
        (b"\xff\xff", "FGW"),
        (b"", ""),
    ],
)
def test_the_examples_of_the_rfc_hold_both_ways(data, text):
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "BB8A", "bb8", "V5", "::", "É00", "BB8\n"])
def test_what_stands_for_no_bytes_is_refused(text):
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)


@given(st.binary(max_size=300))
def test_any_bytes_come_back(data):
    assert base45.decode(base45.encode(data)) == data


@given(st.binary(max_size=64))
def test_no_text_ends_in_a_space_that_a_scanner_could_lose(data):
    assert not base45.encode(data).endswith(" ")
