"""The CBOR of headers, beside a library that knows all of CBOR."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import cbor

NUMBERS = st.integers(-(2**64), 2**64 - 1)
PLAIN = st.none() | st.booleans() | NUMBERS | st.binary(max_size=300) | st.text(max_size=300)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def depth(value):
    if not isinstance(value, list | dict):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0)


@given(VALUES)
def test_it_writes_what_the_library_writes_and_reads_it_back(value):
    data = cbor.encode(value)
    assert data == cbor2.dumps(value, canonical=True)
    if depth(value) <= cbor.DEPTH:
        assert cbor.decode(data) == value == cbor2.loads(data)
    else:
        with pytest.raises(ValueError, match="value of a header"):
            cbor.decode(data)


@given(st.binary(max_size=60))
def test_whatever_it_reads_it_writes_as_the_very_same_bytes(data):
    try:
        value = cbor.decode(data)
    except ValueError:
        return
    assert cbor.encode(value) == data
    assert cbor2.loads(data) == value


@pytest.mark.parametrize("border", [23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1])
def test_numbers_at_the_borders_of_their_width_come_back(border):
    for number in (border, -1 - border):
        assert cbor.decode(cbor.encode(number)) == number == cbor2.loads(cbor.encode(number))


@pytest.mark.parametrize(
    ("data", "story"),
    [
        ("", "nothing"),
        ("0000", "two values"),
        ("18", "a number cut short"),
        ("1817", "23 in two bytes"),
        ("1900ff", "255 in three bytes"),
        ("1a0000ffff", "65535 in five bytes"),
        ("1b00000000ffffffff", "a number of 32 bits in nine bytes"),
        ("3817", "-24 in three bytes"),
        ("5801", "bytes cut short"),
        ("5f4100ff", "bytes in pieces"),
        ("7f6161ff", "a text in pieces"),
        ("9fff", "a list left open"),
        ("bfff", "a map left open"),
        ("9b7fffffffffffffff", "a list of more than there is"),
        ("bb7fffffffffffffff", "a map of more than there is"),
        ("5b7fffffffffffffff", "bytes of more than there is"),
        ("61ff", "a text that is not UTF-8"),
        ("63eda080", "half a pair of surrogates"),
        ("a10101", "a number for a key"),
        ("a1410101", "bytes for a key"),
        ("a2616101616102", "a key twice"),
        ("a2616201616102", "keys out of order"),
        ("a262616101616102", "keys out of order of length"),
        ("c000", "a tag"),
        ("d81c00", "a tag that shares"),
        ("e0", "a simple value of nobody"),
        ("f7", "undefined"),
        ("f814", "false in two bytes"),
        ("f93c00", "a number with a point"),
        ("fb3ff0000000000000", "a number with a point in nine bytes"),
        ("ff", "an end of nothing"),
        ("1c", "a width that does not exist"),
        ("81" * 7 + "00", "seven lists"),
        ("81" * 100_000, "a hundred thousand lists"),
    ],
)
def test_what_is_not_the_one_form_is_refused(data, story):
    with pytest.raises(ValueError):  # noqa: PT011 - the one kind of answer there is
        cbor.decode(bytes.fromhex(data))


def test_a_claim_costs_nothing_before_it_is_seen_to_be_a_lie():
    """A list that claims as many values as there are bytes left, within a list that does too."""
    with pytest.raises(ValueError, match="value of a header"):
        cbor.decode((b"\x9a\x00\x01\x00\x00" * 13_108) + bytes(1 << 16))
    with pytest.raises(ValueError, match="more than there is"):
        cbor.decode(b"\x99\xff\xff" + bytes(65_534))


@pytest.mark.parametrize("value", [1.5, {1: 2}, {b"a": 1}, 2**64, -(2**64) - 1, (1,), {1, 2}])
def test_what_no_header_holds_is_not_written(value):
    with pytest.raises(TypeError):
        cbor.encode(value)
