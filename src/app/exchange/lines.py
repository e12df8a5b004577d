"""The text inside a sealed file: one JSON object a line, written in one way only."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

from app.domain.record import canonical
from app.domain.sealed import FORMAT, HIGHEST, Envelope, Header, Party, is_item_kind
from app.exchange import limits
from app.exchange.refusal import ExchangeRefusal

KIND = "t"
"""The member that says what a line is about."""

BEGIN, END = "begin", "end"

Line = dict[str, Any]


def write_line(kind: str, content: Mapping[str, Any]) -> bytes:
    """One line; ValueError for what no reader would take (a number with a point, a NUL ...)."""
    if KIND in content:
        raise ValueError("the kind of an item is not its content")
    value = {KIND: str(kind), **content}
    try:
        _demand_plain(value, limits.DEPTH)
        text = canonical(value)
        if "?" in text or not text.isascii():  # canonical puts "?" for half a character
            json.dumps(value, ensure_ascii=False).encode()
        _demand_no_nul(text, value)
        line = text.encode() + b"\n"
        demand_length(line)
    except (ExchangeRefusal, ValueError):
        # from None: the cause may quote the content, and the content is a resident's
        raise ValueError("an item that cannot be sealed") from None
    return line


def read_line(line: bytes) -> Line:
    """What a line says, or `ExchangeRefusal`: it is in the canonical form and not too deep.

    Canonical says most of it at once: no member twice, nothing before or behind, no half of a
    surrogate pair, no second way to write the same.
    """
    try:
        return _parsed(line)
    except RecursionError:
        raise ExchangeRefusal("seal.depth") from None
    except ValueError:
        raise ExchangeRefusal("seal.line") from None


def demand_length(line: bytes) -> None:
    """`seal.long_line` for a line that is longer than any may be."""
    if len(line) > limits.LINE:
        raise ExchangeRefusal("seal.long_line")


def reread_line(line: bytes) -> Line:
    """What a line says that `read_line` has read before."""
    return json.loads(line)  # type: ignore[no-any-return]


def begin(envelope: Envelope, sender: Party, recipients: Sequence[Party]) -> Line:
    """What the first line repeats of the header.

    Else a station could cut the sealed body out of another's file and send it as its own.
    """
    return {
        "format": FORMAT,
        "schema": envelope.schema,
        "kind": envelope.kind.value,
        "id": envelope.id,
        "sender": _party(sender),
        "recipients": [_party(each) for each in recipients],
        "sequence": envelope.sequence,
        "incarnation": {"number": envelope.life.number, "id": envelope.life.id},
    }


def end(counts: Mapping[str, int]) -> Line:
    """What the last line says: that nothing is missing before it."""
    return {"counts": dict(counts)}


def demand_begin(line: Line, header: Header) -> None:
    """`seal.inside` unless this is the first line of the file with this header."""
    if not _repeats(line, BEGIN, begin(header, header.sender, header.recipients)):
        raise ExchangeRefusal("seal.inside")


def demand_end(line: Line, header: Header) -> None:
    """`seal.counts` unless this is the last line of the file with this header."""
    if not _repeats(line, END, end(header.counts)):
        raise ExchangeRefusal("seal.counts", END)


def _repeats(line: Line, kind: str, expected: Line) -> bool:
    """Whether `line` says all of `expected`; a newer program may say more.

    Compared as text: to Python `true` is 1.
    """
    said = {name: line.get(name) for name in expected}
    return line[KIND] == kind and canonical(said) == canonical(expected)


def _parsed(line: bytes) -> Line:
    text = line.decode()
    value = _DECODER.decode(text)
    if not isinstance(value, dict) or not _is_kind(value.get(KIND)):
        raise ValueError
    # quicker than to walk: a line with few brackets cannot be deep
    if line.count(b"{") + line.count(b"[") > limits.DEPTH:
        _demand_depth(value, limits.DEPTH)
    if canonical(value) + "\n" != text:
        raise ValueError
    _demand_no_nul(text, value)
    return value


def _is_kind(value: object) -> bool:
    return isinstance(value, str) and (value in (BEGIN, END) or is_item_kind(value))


def _demand_depth(value: object, left: int) -> None:
    if isinstance(value, dict | list):
        if not left:
            raise ExchangeRefusal("seal.depth")
        for inner in value.values() if isinstance(value, dict) else value:
            _demand_depth(inner, left - 1)


def _demand_plain(value: object, left: int) -> None:
    """ValueError unless it is made of what lines are made of; texts are not looked into."""
    if isinstance(value, dict):
        if not (_NAMES.issuperset(map(type, value)) or all(isinstance(n, str) for n in value)):
            raise ValueError
        inner: Collection[object] = value.values()
    elif isinstance(value, list | tuple):
        inner = value
    elif isinstance(value, str) or (isinstance(value, int) and abs(value) <= HIGHEST):
        return
    else:
        raise ValueError
    if not left:
        raise ValueError
    if not _SIMPLE.issuperset(map(type, inner)):  # most hold nothing else, and this is quick
        for each in inner:
            kind = type(each)
            if kind is int:
                if abs(each) > HIGHEST:  # type: ignore[arg-type]
                    raise ValueError
            elif kind not in _SIMPLE:
                _demand_plain(each, left - 1)


def _demand_no_nul(text: str, value: object) -> None:
    """ValueError for a NUL in a text or a name: databases cut a text there, or refuse it."""
    if "\\u0000" in text and _has_nul(value):
        raise ValueError


def _has_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(name) or _has_nul(inner) for name, inner in value.items())
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\0" in value


def _whole(digits: str) -> int:
    if len(digits) > len(str(-HIGHEST)) or abs(number := int(digits)) > HIGHEST:
        raise ValueError
    return number


def _refuse(_text: str) -> NoReturn:
    raise ValueError


def _party(party: Party) -> Line:
    return {"office": party.office, "station": party.station, "kid": party.kid}


_NAMES = frozenset({str})
_SIMPLE = frozenset({str, bool, type(None)})
_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_refuse, parse_constant=_refuse)
