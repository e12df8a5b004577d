"""Every reason to refuse a sealed file, reached by a file that is wrong in that alone."""

import json
import re
import struct
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import cbor2
import pytest
from tests.exchange.forge import as_file, encrypt, forge, front_length, pack
from tests.exchange.holders import (
    CITY,
    DESK,
    ELSEWHERE,
    SISTER,
    TRUSTED,
    holder,
    items,
    keycard,
    revision,
)

from app.domain.record import canonical
from app.domain.refusal import Problem
from app.domain.sealed import Kind
from app.exchange import cbor, limits
from app.exchange.reading import read_keycard, read_sealed
from app.exchange.refusal import ExchangeRefusal
from app.exchange.writing import write_keycard
from app.keys.trust import Entry
from app.wording.catalogue import sentence
from app.wording.sentences.exchange import SENTENCES

ROOM = Path(__file__).parents[2] / "src" / "app" / "exchange"

NEW_DESK = holder("6472051003", 1, "desk after a theft", DESK.age_identity)
OLD_CITY = holder("6472000000", 0, "city before", CITY.age_identity)
OTHER_CITY = holder("6471000000", 0, "another city", CITY.age_identity)


def put(**members):
    """A hook that sets members of the header."""
    return lambda header: {**header, **members}


def within(name, **members):
    """A hook that sets members of a map in the header."""
    return lambda header: {**header, name: {**header[name], **members}}


def without(name):
    return lambda header: {key: value for key, value in header.items() if key != name}


def second(line):
    """A hook that puts another line in the place of the first item."""
    return lambda lines: [lines[0], line, *lines[2:]]


def first(**members):
    """A hook that changes what the first line says."""

    def change(lines):
        said = canonical({**json.loads(lines[0]), **members})
        return [said.encode() + b"\n", *lines[1:]]

    return change


def last(line):
    return lambda lines: [*lines[:-1], line]


def trusting(*entries):
    return {"trusted": entries}


def bits_of_signature(data: bytes) -> bytes:
    at = front_length(data) - 1
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def stanzas(data: bytes) -> bytes:
    """The sealed body with a thousand recipients that are nobody's."""
    start, rest = data[:22], data[22:]
    nobody = b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"
    return start + (nobody + b"A" * 43 + b"\n") * 1000 + rest


def to_another(data: bytes, _to: object) -> bytes:
    return encrypt(data, [SISTER])


def backwards(header) -> bytes:
    return cbor2.dumps(dict(reversed(header.items())))


def unended(lines):
    return [*lines[:-1], lines[-1][:-1]]


def deep(depth: int) -> bytes:
    return b'{"a":' + b"[" * depth + b"]" * depth + b',"t":"revision"}\n'


CASES = [
    # (code, what the file is, how it is made, how it is read)
    ("seal.magic", "another program's file", {"magic": b"PK\3\4"}),
    ("seal.magic", "a version before the first", {"version": 0}),
    ("seal.magic", "two bytes of something else", {"file": lambda data: b"PK"}),
    ("seal.version", "a newer frame", {"version": 2}),
    (
        "seal.version",
        "a newer frame that looks like nothing known",
        {"version": 65535, "length": 0},
    ),
    ("seal.critical", "a member that must be understood", {"header": put(critical=["price"])}),
    (
        "seal.critical",
        "a newer program's file before anything else in it looks wrong",
        {"header": lambda header: {"critical": ["price"], "kind": 7}},
    ),
    ("seal.kind", "a kind of a newer program", {"header": put(kind="parcel")}),
    ("seal.size", "a header that claims four gigabytes", {"length": 2**32 - 1}),
    ("seal.size", "a header a byte above its cap", {"length": limits.HEADER + 1}),
    ("seal.size", "a body above its cap", {"header": within("body", length=limits.BODY + 1)}),
    (
        "seal.size",
        "text beyond all reason",
        {"header": within("body", expanded=limits.EXPANDED + 1)},
    ),
    ("seal.size", "a body that swells a thousandfold", {"expanded": 2**24}),
    ("seal.short", "nothing at all", {"file": lambda data: b""}),
    ("seal.short", "three bytes", {"file": lambda data: data[:3]}),
    ("seal.short", "a cut prefix", {"file": lambda data: data[:9]}),
    ("seal.short", "a cut header", {"file": lambda data: data[:100]}),
    ("seal.short", "a cut signature", {"file": lambda data: data[: front_length(data) - 1]}),
    ("seal.short", "a cut body", {"file": lambda data: data[:-1]}),
    ("seal.short", "no body", {"body": lambda data: b""}),
    ("seal.length", "a byte too many", {"file": lambda data: data + b"\0"}),
    ("seal.length", "two files in one", {"file": lambda data: data + data}),
    ("seal.header", "no CBOR", {"encoded": lambda data: b"\xff" * len(data)}),
    ("seal.header", "no map", {"header": lambda header: [header]}),
    ("seal.header", "members out of order", {"encode": backwards}),
    (
        "seal.header",
        "a member twice",
        {"encoded": lambda data: bytes([data[0] + 1]) + data[1:] + b"\x67program\x65" + b"0.1.0"},
    ),
    (
        "seal.header",
        "a number not in its shortest form",
        {"encoded": lambda data: data.replace(b"\x64read\x00", b"\x64read\x18\x00")},
    ),
    (
        "seal.header",
        "a length left open",
        {"encoded": lambda data: b"\xbf" + data[2:] + b"\xff"},
    ),
    ("seal.header", "something behind it", {"encoded": lambda data: data + b"\0"}),
    (
        "seal.header",
        "lists in lists",
        {"encoded": lambda data: b"\xa1\x61a" + b"\x81" * 1000 + b"\0"},
    ),
    (
        "seal.header",
        "a list that claims more than there is",
        {"encoded": lambda data: b"\xa1\x61a\x9b" + b"\x7f" + b"\xff" * 7},
    ),
    ("seal.header", "a tag", {"encode": lambda header: b"\xc1" + cbor.encode(header)}),
    ("seal.header", "a number with a point", {"encode": lambda header: cbor2.dumps({"a": 1.5})}),
    ("seal.header", "text that is not UTF-8", {"encoded": lambda data: b"\xa1\x61\xff\x00"}),
    ("seal.header", "a key that is no text", {"encoded": lambda data: b"\xa1\x01\x02"}),
    ("seal.header", "another format", {"header": put(format=2)}),
    ("seal.header", "a member missing", {"header": without("sequence")}),
    ("seal.header", "previous left out of a first file", {"header": without("previous")}),
    ("seal.header", "a sequence below 1", {"header": put(sequence=0)}),
    ("seal.header", "a second file that names none before it", {"header": put(sequence=2)}),
    ("seal.header", "a first file that names one before it", {"header": put(previous=bytes(32))}),
    ("seal.header", "a hash of another length", {"header": put(sequence=2, previous=bytes(31))}),
    ("seal.header", "yes for a number", {"header": put(read=True)}),
    ("seal.header", "a number for yes", {"header": put(ask=1)}),
    ("seal.header", "a number too large to be exact", {"header": put(read=2**53)}),
    ("seal.header", "a reach beyond the file itself", {"header": put(reach_files=2)}),
    ("seal.header", "a reach below the first", {"header": put(reach_files=0)}),
    ("seal.header", "a range that runs backwards", {"header": within("covers", first=5, last=3)}),
    ("seal.header", "a range from 0", {"header": within("covers", first=0)}),
    ("seal.header", "an id that is none", {"header": put(id="../../etc/passwd")}),
    ("seal.header", "a program's version with a line break", {"header": put(program="1\n2")}),
    ("seal.header", "a moment after the last year", {"header": put(made_at=253402300800)}),
    ("seal.header", "an office that is a path", {"header": within("sender", office="../1")}),
    ("seal.header", "a station that does not exist", {"header": within("sender", station=10000)}),
    ("seal.header", "a kid of another length", {"header": within("sender", kid=bytes(9))}),
    ("seal.header", "nobody it is for", {"header": put(recipients=[])}),
    (
        "seal.header",
        "the same recipient twice",
        {"header": lambda header: {**header, "recipients": header["recipients"] * 2}},
    ),
    (
        "seal.header",
        "more recipients than any file has",
        {
            "header": lambda header: {
                **header,
                "recipients": [
                    {"office": "6472000000", "station": 0, "kid": sha256(bytes([n])).digest()[:8]}
                    for n in range(65)
                ],
            }
        },
    ),
    ("seal.header", "a count of none", {"header": within("counts", card=0)}),
    (
        "seal.header",
        "a count of more than any file holds",
        {"header": within("counts", card=10**6)},
    ),
    ("seal.header", "a kind of item with a capital", {"header": within("counts", Card=1)}),
    ("seal.header", "a first line counted as an item", {"header": within("counts", begin=1)}),
    ("seal.header", "an empty body", {"header": within("body", length=0)}),
    ("seal.header", "a life that is none", {"header": within("incarnation", id=bytes(15))}),
    ("seal.header", "an audit entry before the first", {"header": within("audit_head", seq=-1)}),
    ("seal.header", "a schema before the first", {"header": put(schema=0)}),
    ("seal.header", "critical members that are no list", {"header": put(critical="all")}),
    ("seal.header", "critical members that are no names", {"header": put(critical=["kind", 1])}),
    ("seal.unknown_sender", "a station nobody enrolled", {"sender": ELSEWHERE}),
    ("seal.changed_key", "an enrolled station with another key", {"sender": NEW_DESK}),
    (
        "seal.revoked",
        "a revoked station, dated before that",
        {},
        trusting(CITY.entry, Entry(DESK.public, datetime(2026, 12, 1, tzinfo=UTC))),
    ),
    (
        "seal.impostor",
        "an enrolled station that calls itself its sister",
        {"header": within("sender", station=2)},
    ),
    ("seal.signature", "signed by another enrolled station", {"sign": SISTER.sign}),
    ("seal.signature", "a bit of the signature changed", {"file": bits_of_signature}),
    ("seal.signature", "a signature of zeros", {"sign": lambda signed: bytes(64)}),
    (
        "seal.signature",
        "a header changed after it was signed",
        {"file": lambda data: data.replace(b"\x64read\x00", b"\x64read\x01")},
    ),
    ("seal.role", "a station that answers in the city's place", {"kind": Kind.REPLY}),
    ("seal.role", "a city that sends a batch", {"sender": OTHER_CITY}, trusting(OTHER_CITY.entry)),
    ("seal.own", "what this computer sealed itself", {}, {"own": DESK}),
    (
        "seal.own",
        "the same, where nobody enrolled oneself",
        {},
        {"own": DESK, **trusting(CITY.entry)},
    ),
    ("seal.recipient", "a batch for somebody else", {"to": (SISTER,)}),
    ("seal.old_key", "sealed to the key that this computer had before", {"to": (OLD_CITY,)}),
    ("seal.hash", "a bit of the body changed", {"body": lambda data: data[:-1] + b"\0"}),
    ("seal.hash", "another body of the same length", {"body": lambda data: bytes(len(data))}),
    ("seal.hash", "a hash of something else", {"header": within("body", sha256=bytes(32))}),
    (
        "seal.decrypt",
        "a body for another station",
        {"seal": to_another},
    ),
    ("seal.decrypt", "a body that is not age", {"sealed": lambda data: bytes(len(data))}),
    ("seal.decrypt", "age in letters", {"seal": lambda data, to: encrypt(data, to, armored=True)}),
    ("seal.decrypt", "a thousand recipients", {"sealed": stanzas}),
    ("seal.decrypt", "a sealed body cut short", {"sealed": lambda data: data[:-20]}),
    (
        "seal.decrypt",
        "a sealed body with a bit changed",
        {"sealed": lambda data: data[:-1] + b"\0"},
    ),
    ("seal.decrypt", "something behind the sealed body", {"sealed": lambda data: data + b"\0"}),
    ("seal.packing", "text that is not packed", {"pack": lambda text: text}),
    (
        "seal.packing",
        "a window larger than memory",
        {"pack": lambda text: pack(text, window_log=27)},
    ),
    ("seal.packing", "something behind the packed text", {"packed": lambda data: data + b"junk"}),
    ("seal.expanded", "more text than was said", {"expanded": 500}),
    ("seal.expanded", "less text than was said", {"expanded": 5000}),
    ("seal.expanded", "packed text cut at a line's end", {"packed": lambda data: pack(b"")}),
    (
        "seal.long_line",
        "a line without end",
        {"pack": lambda text: pack(bytes(2**28)), "expanded": 2**20 + 2},
    ),
    (
        "seal.long_line",
        "a line a byte too long",
        {"lines": second(b'{"a":"%s","t":"revision"}\n' % (b"x" * (limits.LINE - 23)))},
    ),
    ("seal.line", "no JSON", {"lines": second(b"nonsense\n")}),
    ("seal.line", "an empty line", {"lines": second(b"\n")}),
    ("seal.line", "a list", {"lines": second(b"[1]\n")}),
    ("seal.line", "a number", {"lines": second(b"1\n")}),
    ("seal.line", "no kind", {"lines": second(b'{"a":1}\n')}),
    ("seal.line", "a kind that is no text", {"lines": second(b'{"t":1}\n')}),
    ("seal.line", "a kind that is no name", {"lines": second(b'{"t":"a b"}\n')}),
    ("seal.line", "a member twice", {"lines": second(b'{"a":1,"a":1,"t":"revision"}\n')}),
    ("seal.line", "members out of order", {"lines": second(b'{"t":"revision","a":1}\n')}),
    ("seal.line", "a space", {"lines": second(b'{"a": 1,"t":"revision"}\n')}),
    ("seal.line", "a carriage return", {"lines": second(b'{"a":1,"t":"revision"}\r\n')}),
    ("seal.line", "a byte order mark", {"lines": second(b'\xef\xbb\xbf{"t":"revision"}\n')}),
    ("seal.line", "not a number", {"lines": second(b'{"a":NaN,"t":"revision"}\n')}),
    ("seal.line", "infinity", {"lines": second(b'{"a":-Infinity,"t":"revision"}\n')}),
    ("seal.line", "a number with a point", {"lines": second(b'{"a":1.5,"t":"revision"}\n')}),
    ("seal.line", "a power", {"lines": second(b'{"a":1e3,"t":"revision"}\n')}),
    ("seal.line", "less than nothing", {"lines": second(b'{"a":-0,"t":"revision"}\n')}),
    (
        "seal.line",
        "a number too large to be exact",
        {"lines": second(b'{"a":9007199254740992,"t":"revision"}\n')},
    ),
    (
        "seal.line",
        "a number of a hundred thousand digits",
        {"lines": second(b'{"a":%s,"t":"revision"}\n' % (b"9" * 100_000))},
    ),
    ("seal.line", "text that is not UTF-8", {"lines": second(b'{"a":"\xff","t":"revision"}\n')}),
    (
        "seal.line",
        "half a pair of surrogates",
        {"lines": second(b'{"a":"\\ud800","t":"revision"}\n')},
    ),
    (
        "seal.line",
        "half a pair of surrogates, raw",
        {"lines": second(b'{"a":"\xed\xa0\x80","t":"revision"}\n')},
    ),
    (
        "seal.line",
        "a letter written as its number",
        {"lines": second(b'{"a":"\\u0041","t":"card"}\n')},
    ),
    ("seal.line", "a NUL", {"lines": second(b'{"a":["\\u0000"],"t":"revision"}\n')}),
    ("seal.line", "a NUL in a name", {"lines": second(b'{"\\u0000":1,"t":"revision"}\n')}),
    ("seal.line", "a raw NUL", {"lines": second(b'{"a":"\0","t":"revision"}\n')}),
    (
        "seal.line",
        "a last line that does not end",
        {"lines": unended},
    ),
    ("seal.depth", "one list too deep", {"lines": second(deep(limits.DEPTH))}),
    ("seal.depth", "a hundred thousand lists", {"lines": second(deep(100_000))}),
    ("seal.inside", "another station's body", {"lines": first(sender={"office": "6472051003"})}),
    (
        "seal.inside",
        "a body for somebody else",
        {"lines": first(recipients=[{"office": "6472051003", "station": 2, "kid": "0" * 16}])},
    ),
    ("seal.inside", "another file's body", {"lines": first(sequence=2)}),
    ("seal.inside", "yes for the number 1", {"lines": first(sequence=True)}),
    ("seal.inside", "another id", {"lines": first(id="01938c2e-8b00-7000-8000-000000000002")}),
    ("seal.inside", "another life", {"lines": first(incarnation={"number": 1, "id": "0f" * 16})}),
    ("seal.inside", "another kind", {"lines": first(kind="reply")}),
    ("seal.inside", "another schema", {"lines": first(schema=2)}),
    ("seal.inside", "another format", {"lines": first(format=2)}),
    ("seal.inside", "no first line", {"lines": lambda lines: lines[1:]}),
    ("seal.inside", "the last line first", {"lines": lambda lines: lines[::-1]}),
    ("seal.counts", "an item missing", {"lines": lambda lines: [*lines[:2], lines[-1]]}),
    ("seal.counts", "an item too many", {"lines": lambda lines: [*lines[:2], *lines[1:]]}),
    ("seal.counts", "an item of a kind not counted", {"lines": second(b'{"a":1,"t":"card"}\n')}),
    ("seal.counts", "a first line among the items", {"lines": lambda lines: [lines[0], *lines]}),
    ("seal.counts", "no last line", {"lines": lambda lines: lines[:-1]}),
    ("seal.counts", "two last lines", {"lines": lambda lines: [*lines, lines[-1]]}),
    ("seal.counts", "an item behind the last line", {"lines": lambda lines: [*lines, lines[1]]}),
    ("seal.counts", "other counts outside", {"header": within("counts", card=2)}),
    ("seal.counts", "fewer outside", {"header": put(counts={"revision": 2})}),
    (
        "seal.counts",
        "other counts at the end",
        {"lines": last(b'{"counts":{"revision":2},"t":"end"}\n')},
    ),
    (
        "seal.counts",
        "counts that are yes",
        {
            "inside": (revision(),),
            "lines": last(b'{"counts":{"revision":true},"t":"end"}\n'),
        },
    ),
    ("seal.counts", "counts that are no counts", {"lines": last(b'{"counts":[],"t":"end"}\n')}),
    ("seal.counts", "no counts at the end", {"lines": last(b'{"t":"end"}\n')}),
]


def refused(data, own=CITY, trusted=TRUSTED):
    with pytest.raises(ExchangeRefusal) as refusal:
        read_sealed(as_file(data), own, trusted)
    return refusal.value


@pytest.mark.parametrize(
    ("code", "story", "made", "read"),
    [pytest.param(*case, *[{}][len(case) - 3 :], id=f"{case[0]}-{case[1]}") for case in CASES],
)
def test_a_file_is_refused_by_the_name_of_what_is_wrong(code, story, made, read):
    assert refused(forge(**made), **read).code == code


def test_the_honest_file_of_the_forge_is_taken():
    opened = read_sealed(as_file(forge()), CITY, TRUSTED)
    assert list(opened.items()) == list(items())


def test_every_reason_was_reached_and_has_its_sentence():
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    raised = set(re.findall(r'"(seal\.[a-z_]+)"', code))
    said = {code for code in SENTENCES if code.startswith("seal.")}
    reached = {case[0] for case in CASES} | set(KEYCARD_CASES)
    assert raised == said == reached


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_says_what_happened_and_what_to_do(code):
    text = sentence(Problem(code, facts=(("office", "6472051003"), ("station", 1), ("version", 2))))
    assert "{" not in text
    assert text.endswith(".")
    assert len(re.findall(r"[.;] ", text)) >= 1
    assert not re.search(r"error|header|hash|file |null|NIK", text, re.IGNORECASE)


def test_a_refusal_tells_who_is_meant_and_nothing_of_the_content():
    refusal = refused(forge(sender=ELSEWHERE))
    assert "komputer 1 kantor 6472081001" in sentence(refusal.problem)
    wrong = refused(forge(lines=second(b'{"name":"SITI CONTOH","name":1,"t":"revision"}\n')))
    assert "SITI" not in repr(wrong)
    assert wrong.__cause__ is None
    assert wrong.__suppress_context__


def test_a_stranger_is_refused_before_the_body_is_touched():
    """The front alone is enough to know, so nothing is spent on what a stranger sends."""
    data = forge(sender=ELSEWHERE)
    file = as_file(data)
    read = []
    real = file.read
    file.read = lambda size: read.append(size) or real(size)
    with pytest.raises(ExchangeRefusal):
        read_sealed(file, CITY, TRUSTED)
    assert sum(read) <= front_length(data)


def test_the_same_key_in_two_entries_of_the_trust_list_is_found_by_its_name():
    trusted = (ELSEWHERE.entry, CITY.entry, SISTER.entry, DESK.entry)
    assert read_sealed(as_file(forge()), CITY, trusted).sender == DESK.public


KEYCARD_CASES = {
    "seal.not_keycard": forge(),
    "seal.signature": None,
    "seal.length": None,
    "seal.keycard": None,
}


@pytest.fixture
def card_bytes(tmp_path):
    write_keycard(tmp_path / "card.payung", keycard(DESK), DESK)
    return (tmp_path / "card.payung").read_bytes()


def card_refused(data):
    with pytest.raises(ExchangeRefusal) as refusal:
        read_keycard(as_file(data))
    return refusal.value.code


def test_a_key_card_is_no_sealed_file_and_a_sealed_file_no_key_card(card_bytes):
    assert refused(card_bytes).code == "seal.keycard"
    assert card_refused(forge()) == "seal.not_keycard"


def test_a_key_card_is_signed_with_the_key_it_shows(card_bytes):
    assert card_refused(card_bytes[:-1] + bytes([card_bytes[-1] ^ 1])) == "seal.signature"
    assert card_refused(card_bytes[:-64] + SISTER.sign(card_bytes[:-64])) == "seal.signature"
    assert card_refused(card_bytes + b"\0") == "seal.length"
    assert card_refused(card_bytes[:-1]) == "seal.short"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("office_name", ""),
        ("office_name", "Kelurahan\nLempake"),
        ("office_name", "x" * 101),
        ("office_name", b"x"),
        ("id", "1"),
        ("escrow", "age1nobody"),
        ("escrow", CITY.public.sealing_key),  # a desk names none
        ("escrow", 1),
        ("program", ""),
        ("made_at", -1),
        ("keys", None),
        ("schema", "1"),
    ],
)
def test_a_key_card_with_a_wrong_member_is_refused(card_bytes, member, value):
    assert card_refused(resigned(card_bytes, {member: value})) == "seal.header"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("office", "lempake"),
        ("station", 10_000),
        ("signing_key", bytes(31)),
        ("sealing_key", "age1nobody"),
        ("sealing_key", DESK.public.sealing_key[:-1] + "q"),
        ("sealing_key", DESK.age_identity),
        ("since", 2**62),
    ],
)
def test_a_key_card_with_a_key_nobody_could_use_is_refused(card_bytes, member, value):
    members = cbor.decode(card_bytes[10:-64])
    keys = {**members["keys"], member: value}
    assert card_refused(resigned(card_bytes, {"keys": keys})) == "seal.header"


def resigned(data, members):
    header = cbor.encode({**cbor.decode(data[10:-64]), **members})
    front = data[:6] + struct.pack(">I", len(header)) + header
    return front + DESK.sign(front)
