"""The lines inside a sealed file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sealed import HIGHEST
from app.exchange import limits, lines
from app.exchange.refusal import ExchangeRefusal

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
PLAIN = st.none() | st.booleans() | st.integers(-HIGHEST, HIGHEST) | TEXTS
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
)
CONTENTS = st.dictionaries(TEXTS.filter(lambda name: name != "t"), VALUES, max_size=6)


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@given(CONTENTS)
def test_what_is_written_is_read_the_same_both_times(content):
    try:
        line = lines.write_line("revision", content)
    except ValueError:
        assert max_depth(content) > limits.DEPTH
        return
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    expected = {"t": "revision", **content}
    assert lines.read_line(line) == expected == lines.reread_line(line)


def max_depth(value):
    if not isinstance(value, list | dict):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(max_depth, inner), default=0)


HONEST = lines.write_line("revision", {"a": [1, -2, None, True], "n\u00e4me": {"x": '\\ \n " é'}})


@given(st.integers(0, len(HONEST)), st.integers(0, 9), st.binary(max_size=6))
def test_any_other_bytes_are_refused_unless_they_are_another_honest_line(at, cut, put):
    data = HONEST[:at] + put + HONEST[at + cut :]
    try:
        value = lines.read_line(data)
    except ExchangeRefusal:
        return
    kind = value.pop("t")
    assert lines.write_line(kind, value) == data


@pytest.mark.parametrize(
    "content",
    [
        {"a": 1.5},
        {"a": float("nan")},
        {"a": HIGHEST + 1},
        {"a": [-HIGHEST - 1]},
        {"a": "\0"},
        {"a": ["x", {"\0": 1}]},
        {"a": "\ud800"},
        {"\udfff": 1},
        {"a": b"bytes"},
        {"a": {1: 2}},
        {"a": {None: 2}},
        {"a": {1, 2}},
        {1: 2},
        {"a": nested(limits.DEPTH)},
        {"a": "x" * limits.LINE},
        {"t": "card"},
    ],
)
def test_what_no_reader_would_take_is_not_written(content):
    with pytest.raises(ValueError, match="item") as error:
        lines.write_line("revision", content)
    assert error.value.__cause__ is None


def test_what_cannot_be_sealed_is_not_quoted():
    with pytest.raises(ValueError, match="item") as error:
        lines.write_line("revision", {"name": "SITI CONTOH\0"})
    assert "SITI" not in str(error.value)
    assert error.value.__suppress_context__


def test_the_largest_of_everything_is_taken():
    content = {
        "deep": nested(limits.DEPTH - 1),
        "high": HIGHEST,
        "low": -HIGHEST,
        "typed": "\\u0000 is what somebody typed",
        "names": "Ñ\u2019 蒲公英 🏠 \u2028 \x7f \x01",
    }
    content["long"] = "x" * (
        limits.LINE - len(lines.write_line("revision", content | {"long": ""}))
    )
    line = lines.write_line("revision", content)
    assert len(line) == limits.LINE
    assert lines.read_line(line) == {"t": "revision", **content}


def test_a_tuple_travels_as_a_list():
    assert json.loads(lines.write_line("card", {"a": (1, 2)})) == {"t": "card", "a": [1, 2]}


def test_brackets_in_a_text_are_not_depth():
    content = {"a": "[{" * 1000}
    assert lines.read_line(lines.write_line("card", content)) == {"t": "card", **content}
