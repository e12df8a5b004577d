"""Thousands of sealed files with something wrong, half of them made by an enrolled station.

python -m tests.exchange.hostile COUNT SEED     says as JSON what became of them
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import cbor2
from tests.exchange.forge import as_file, encrypt, forge, front_length, pack
from tests.exchange.holders import (
    CITY,
    DESK,
    ELSEWHERE,
    MADE,
    SISTER,
    TRUSTED,
    holder,
    items,
    keycard,
    revision,
)

from app.domain.record import canonical
from app.domain.sealed import Kind
from app.exchange import cbor
from app.exchange.front import Front
from app.exchange.reading import read_keycard, read_sealed
from app.exchange.refusal import ExchangeRefusal
from app.keys.trust import Entry

Chance = random.Random

GONE = holder("6472051003", 3, "lost", SISTER.age_identity)
NEW_DESK = holder("6472051003", 1, "desk after a theft", DESK.age_identity)
OLD_CITY = holder("6472000000", 0, "city before", CITY.age_identity)
KNOWN = (*TRUSTED, Entry(GONE.public, MADE))
"""Those whose files the city takes, and one whose files it takes no more."""

CARD = Front.sign(keycard(DESK), DESK.sign).data
GOOD = (
    forge(),
    forge(inside=tuple(items(20)), sequence=2, previous="ab" * 32, reach_files=1),
    forge(sender=SISTER, to=(CITY, DESK), inside=()),
)


# What a stick, a network or a stranger does to a file.


def flipped(data: bytes, chance: Chance) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: Chance) -> bytes:
    return data[: chance.randrange(len(data))]


def longer(data: bytes, chance: Chance) -> bytes:
    return data + chance.randbytes(chance.randint(1, 200))


def joined(data: bytes, chance: Chance) -> bytes:
    return data + chance.choice(GOOD)


def hole(data: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 100) :]


def blank(data: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.randint(1, 512))
    return data[:start] + bytes(end - start) + data[end:]


def repeated(data: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(data))
    end = start + chance.randint(1, 100)
    return data[:end] + data[start:]


def swapped(data: bytes, chance: Chance) -> bytes:
    """Front, signature or body of another good file."""
    other = chance.choice([each for each in GOOD if each != data])
    end, other_end = front_length(data), front_length(other)
    mine = (data[: end - 64], data[end - 64 : end], data[end:])
    theirs = (other[: other_end - 64], other[other_end - 64 : other_end], other[other_end:])
    taken = list(mine)
    for part in chance.sample(range(3), chance.randint(1, 2)):
        taken[part] = theirs[part]
    return b"".join(taken)


def claimed(data: bytes, chance: Chance) -> bytes:
    """Another length of the header."""
    length = chance.choice((0, 1, 2**16, 2**16 + 1, 2**31, 2**32 - 1, chance.randrange(2**32)))
    return data[:6] + length.to_bytes(4, "big") + data[10:]


def dated(data: bytes, chance: Chance) -> bytes:
    """A version of the future."""
    return data[:4] + chance.randint(2, 65535).to_bytes(2, "big") + data[6:]


def noise(data: bytes, chance: Chance) -> bytes:
    start = chance.choice((b"", b"PAYG", b"PAYG\0\1", data[:10]))
    return start + chance.randbytes(chance.randrange(3000))


def from_nobody(_data: bytes, _chance: Chance) -> bytes:
    """A good file of a station that is not enrolled."""
    return forge(sender=ELSEWHERE)


def from_a_thief(_data: bytes, _chance: Chance) -> bytes:
    """A good file of an enrolled station, but with another key."""
    return forge(sender=NEW_DESK)


def from_the_lost(_data: bytes, _chance: Chance) -> bytes:
    """A good file of a station that was revoked."""
    return forge(sender=GONE)


def of_another_program(data: bytes, chance: Chance) -> bytes:
    """What begins like a picture, an archive, a document."""
    return chance.choice((b"PK\3\4", b"\x89PNG", b"%PDF")) + data[4:]


def another_kind(data: bytes, _chance: Chance) -> bytes:
    """A good file of the other kind: a key card for a batch, a batch for a key card."""
    return GOOD[0] if data == CARD else CARD


OUTSIDE: tuple[Callable[[bytes, Chance], bytes], ...] = (
    flipped, flipped, cut, longer, joined, hole, blank, repeated, swapped, claimed, dated, noise,
    from_nobody, from_a_thief, from_the_lost, another_kind, of_another_program,
)  # fmt: skip


# What a station does that is enrolled: it signs and seals its lie.

WRONG: tuple[Any, ...] = (
    None, True, False, -1, 2**53, 2**64 - 1, "", "\0", "x" * 300, b"", b"\xff" * 33, [], [[]],
    {}, {"a": {"b": [1]}}, [1, "a", None],
)  # fmt: skip


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every member of a header."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner:
        yield (*at, name)
        if isinstance(each, dict | list):
            yield from paths(each, (*at, name))


def is_free(path: tuple[Any, ...], value: Any) -> bool:
    """Whether this is a right value at that place after all."""
    if path[-1] == "previous":
        return value is None
    if path[-1] == "ask":
        return isinstance(value, bool)
    return path[-1] == "program" and value == "x"


def member(chance: Chance) -> dict[str, Any]:
    """A member of the header gone, or of another type, or out of bounds."""

    def change(header: dict[str, Any]) -> dict[str, Any]:
        path = chance.choice(list(paths(header)))
        place: Any = header
        for step in path[:-1]:
            place = place[step]
        wrong = [each for each in WRONG if not is_free(path, each) and each != place[path[-1]]]
        if chance.random() < 0.2 and isinstance(place, dict) and path[0] != "counts":
            del place[path[-1]]
        else:
            place[path[-1]] = chance.choice(wrong)
        return header

    return {"header": change}


def lie(chance: Chance) -> dict[str, Any]:
    """A right header that is not true of the body."""

    def change(header: dict[str, Any]) -> dict[str, Any]:
        body = header["body"]
        what = chance.randrange(5)
        if what == 0:
            body["length"] += chance.choice((-1, 1, 100, 2**26, 2**40))
        elif what == 1:
            body["sha256"] = chance.randbytes(32)
        elif what == 2:
            body["expanded"] += chance.choice((-1, 1, -100, 10**6, 2**30, 2**50))
        elif what == 3:
            header["counts"] = {
                "revision": header["counts"]["revision"] + chance.choice((-1, 1, 50))
            }
        else:
            header["counts"][chance.choice(("card", "event", "wish"))] = chance.randint(1, 9)
        return header

    return {"header": change}


def other_cbor(chance: Chance) -> dict[str, Any]:
    """The same header in CBOR of another form, or with bits changed and signed."""

    def loose(data: bytes) -> bytes:
        return chance.choice(
            (
                b"\xbf" + data[2:] + b"\xff",
                data + chance.randbytes(chance.randint(1, 9)),
                b"\xd9\xd9\xf7" + data,
                data[: chance.randrange(len(data))],
                cbor2.dumps(dict(reversed(cbor.decode(data).items()))),  # type: ignore[union-attr]
                data.replace(b"\x64read\x00", b"\x64read\xf9\x00\x00"),
                data.replace(b"\x64read\x00", b"\x64read\x19\x00\x00"),
                data.replace(b"\x64read\x00", b"\x64read\x00\x64read\x00"),
                b"\x81" * chance.randint(1, 60_000) + data,
                b"\xa1" * chance.randint(1, 60_000),
            )
        )

    return {"encoded": loose}


def inner_envelope(chance: Chance) -> dict[str, Any]:
    """A first line that does not repeat what stands outside."""

    def change(lines: list[bytes]) -> list[bytes]:
        said = json.loads(lines[0])
        name = chance.choice([name for name in said if name != "t"])
        wrong = [None, True, 2, "x", [], {}, [{}], {"a": 1}]
        if chance.random() < 0.3:
            del said[name]
        else:
            said[name] = chance.choice(wrong)
        return [canonical(said).encode() + b"\n", *lines[1:]]

    return {"lines": change}


def order(chance: Chance) -> dict[str, Any]:
    """Lines missing, twice, or in another place."""

    def change(lines: list[bytes]) -> list[bytes]:
        what = chance.randrange(6)
        at = chance.randrange(len(lines))
        if what == 0:
            return lines[:at] + lines[at + 1 :]
        if what == 1:
            return lines[:at] + lines[at:][:1] * chance.randint(2, 5) + lines[at + 1 :]
        if what == 2:
            return lines[:at]
        if what == 3:
            return [*lines[:-2], lines[-1], lines[-2]]
        if what == 4:
            return [lines[1], lines[0], *lines[2:]]
        return [*lines, *lines]

    return {"lines": change}


BAD_TEXTS = (
    b"NaN", b"Infinity", b"-Infinity", b"1.0", b"1e2", b"-0", b"01", b"9007199254740992", b"+1",
    b"9" * 5000, b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\u0000"', b'"\xff"', b'"\xc0\x80"',
    b'"\xed\xa0\x80"', b'"\0"', b'"\t"', b'"\\u0041"', b'"\\/"', b'"unended', b"[1,]", b"{,}",
    b"'a'", b"undefined", b"True", b"/*x*/1", b"[" * 17 + b"]" * 17, b"[" * 50_000,
    b"[" * 5000 + b"]" * 5000, b'{"a":' * 5000 + b"1" + b"}" * 5000, b'{"a":1,"a":2}',
    b'{"b":1,"a":2}', b'{"a": 1}', b"", b" 1", b"1\r",
)  # fmt: skip


def bad_line(chance: Chance) -> dict[str, Any]:
    """A line that is not the one way to write what it says."""

    def change(lines: list[bytes]) -> list[bytes]:
        at = chance.randrange(len(lines))
        line = lines[at]
        what = chance.randrange(5)
        if what == 0:  # a letter above ASCII that is none
            spot = chance.randrange(len(line) - 1)
            line = line[:spot] + bytes([line[spot] | 0x80]) + line[spot + 1 :]
        elif what == 1:
            line = b'{"A":' + chance.choice(BAD_TEXTS) + b"," + line[1:]
        elif what == 2:
            line = chance.choice(
                (
                    b"\n",
                    b"\xef\xbb\xbf" + line,
                    line[:-1] + b"\r\n",
                    line[:-1] + b" \n",
                    b" " + line,
                )
            )
        elif what == 3:
            line = chance.choice(
                (b"[]\n", b"1\n", b'"t"\n', b"null\n", b"{}\n", b'{"t":[]}\n', b'{"t":"A"}\n')
            )
        else:
            line = line[: chance.randrange(len(line) - 1)] + b"\n"
        return [*lines[:at], line, *lines[at + 1 :]]

    return {"lines": change}


def sealing(chance: Chance) -> dict[str, Any]:
    """A body that is not what this station can open."""

    def broken(sealed: bytes) -> bytes:
        return chance.choice(
            (
                flipped_after_stanzas(sealed, chance),
                sealed[: chance.randrange(len(sealed))] or b"\0",
                sealed + chance.randbytes(chance.randint(1, 20)),
                chance.randbytes(len(sealed)),
                sealed[:22] + b"-> X25519 a\nb\n" * chance.randint(1, 3000) + sealed[22:],
                sealed[:22] + sealed,
            )
        )

    return chance.choice(
        (
            {"sealed": broken},
            {"seal": lambda data, _to: encrypt(data, [SISTER])},
            {"seal": lambda data, to: encrypt(data, to, armored=True)},
        )
    )


def flipped_after_stanzas(sealed: bytes, chance: Chance) -> bytes:
    """A bit changed in what is sealed; one in a stanza of nobody's would change nothing."""
    start = sealed.index(b"\n--- ") + 1
    return sealed[:start] + flipped(sealed[start:], chance)


def packing(chance: Chance) -> dict[str, Any]:
    """Text packed so that it cannot be, or must not be, unpacked."""

    def bomb(_text: bytes) -> bytes:
        filler = chance.choice(
            (b"\0", b" ", b"\n", b'{"t":"card"}\n', b"[", b'{"t":"x","a":[0]}\n')
        )
        return pack(filler * (2**22 // len(filler)) * chance.randint(1, 4))

    def bent(packed: bytes) -> bytes:
        return chance.choice(
            (
                packed[: chance.randrange(len(packed) - 3)],
                packed + chance.randbytes(chance.randint(4, 30)),
                chance.randbytes(len(packed)),
                packed + pack(b'{"t":"card"}\n'),
                b"",
            )
        )

    return chance.choice(
        (
            {"pack": bomb},
            {"pack": bomb, "expanded": chance.randint(10**6, 8 * 10**6)},
            {"packed": bent},
            {"pack": lambda text: text},
            {"pack": lambda text: pack(text, window_log=chance.randint(24, 27))},
        )
    )


def signature(chance: Chance) -> dict[str, Any]:
    """Signed with another key, or with none."""
    return chance.choice(({"sign": SISTER.sign}, {"sign": lambda _signed: chance.randbytes(64)}))


def role(chance: Chance) -> dict[str, Any]:
    """A kelurahan that answers in the city's place, or a city that registers people."""
    return chance.choice(({"kind": Kind.REPLY}, {"sender": CITY}))


def own(_chance: Chance) -> dict[str, Any]:
    """What the city itself sealed comes back to it."""
    return {"sender": CITY, "kind": Kind.REPLY, "to": (DESK,)}


def impostor(_chance: Chance) -> dict[str, Any]:
    """A station that calls itself its sister."""
    return {"header": lambda header: {**header, "sender": {**header["sender"], "station": 2}}}


def for_others(chance: Chance) -> dict[str, Any]:
    """Good, and for somebody else."""
    return chance.choice(({"to": (SISTER,)}, {"to": (ELSEWHERE, SISTER)}))


def for_the_old_key(_chance: Chance) -> dict[str, Any]:
    """For the key that the city had before."""
    return {"to": (OLD_CITY,)}


def misjudged(chance: Chance) -> dict[str, Any]:
    """More text, or less, than the header says."""
    return {"expanded": chance.choice((500, 20_000))}


def unpacked(chance: Chance) -> dict[str, Any]:
    """Text that is not packed, or needs more memory to unpack than anybody has."""
    return chance.choice(
        ({"pack": lambda text: text}, {"pack": lambda text: pack(text, window_log=27)})
    )


def newer(chance: Chance) -> dict[str, Any]:
    """A header of a program of the future that must be understood."""
    critical = [chance.choice(("x", "price"))]
    return {"header": lambda header: {**header, "critical": critical}}


def newer_kind(chance: Chance) -> dict[str, Any]:
    """A kind of file that nobody knows yet."""
    kind = chance.choice(("parcel", "x", ""))
    return {"header": lambda header: {**header, "kind": kind}}


def nested(chance: Chance) -> dict[str, Any]:
    """Lists in lists, in a record that is else well written."""
    depth = chance.choice((17, 100, 50_000))
    line = b'{"a":' + b"[" * depth + b"]" * depth + b',"t":"revision"}\n'
    return {"lines": lambda lines: [lines[0], line, *lines[2:]]}


def endless(chance: Chance) -> dict[str, Any]:
    """A line longer than any."""
    line = b'{"a":"' + b"x" * (2**20 + chance.randrange(1000)) + b'","t":"revision"}\n'
    return {"lines": lambda lines: [lines[0], line, *lines[2:]]}


INSIDE: tuple[Callable[[Chance], dict[str, Any]], ...] = (
    member, member, member, lie, other_cbor, inner_envelope, order, bad_line, bad_line, sealing,
    packing, signature, role, own, impostor, for_others, for_the_old_key, newer, newer_kind,
    nested, endless, misjudged, unpacked,
)  # fmt: skip


def files(count: int, chance: Chance) -> Iterator[tuple[str, str, bytes]]:
    """`count` files, every other one made inside: where, how, and the file; each way in turn."""
    inside, outside = cycle(INSIDE), cycle(OUTSIDE)
    for number in range(count):
        if number % 2:
            make = next(outside)
            yield "outside", make.__name__, make(chance.choice(GOOD), chance)
        else:
            forging = next(inside)
            yield "inside", forging.__name__, forge(inside=people(chance), **forging(chance))


def people(chance: Chance) -> tuple[Any, ...]:
    return tuple(revision(serial) for serial in range(1, chance.randint(2, 6)))


def outcome(data: bytes) -> str:
    """The code of the refusal, or "taken"."""
    try:
        opened = read_sealed(as_file(data), CITY, KNOWN)
    except ExchangeRefusal as refusal:
        return refusal.code
    assert sum(1 for _ in opened.items()) == opened.header.records
    return "taken"


def card_outcome(data: bytes) -> str:
    """The same of a key card."""
    try:
        read_keycard(as_file(data))
    except ExchangeRefusal as refusal:
        return refusal.code
    return "taken"


def run(count: int, seed: int) -> dict[str, Any]:
    """What became of `count` files by where they were made, and the most memory that took in MB.

    `table` has a line for each named reason: how many it was the first to refuse.
    """
    chance = Chance(seed)
    table: dict[str, Counter[str]] = {}
    taken: list[str] = []
    for where, how, data in files(count, chance):
        code = outcome(data)
        table.setdefault(code, Counter())[where] += 1
        if code == "taken" and data not in GOOD:
            taken.append(how)
    ways = cycle(OUTSIDE)
    for _ in range(count // 20):
        make = next(ways)
        data = make(CARD, chance)
        code = card_outcome(data)
        table.setdefault(code, Counter())["card"] += 1
        if code == "taken" and data != CARD:
            taken.append(f"card {make.__name__}")
    return {"table": table, "taken": taken, "peak_mb": peak_mb()}


def peak_mb() -> float | None:
    """The most memory this program ever had, where the system says so of it alone."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = status.read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def told(table: dict[str, dict[str, int]]) -> str:
    """The table of reasons, for a person."""
    lines = [f"{'reason':22} {'inside':>8} {'outside':>8} {'cards':>8}"]
    for code, of in sorted(table.items(), key=lambda each: -sum(each[1].values())):
        counts = " ".join(f"{of.get(where, 0):8}" for where in ("inside", "outside", "card"))
        lines.append(f"{code:22} {counts}")
    return "\n".join(lines)


if __name__ == "__main__":
    found = run(int(sys.argv[1]), int(sys.argv[2]))
    print(told(found["table"]), file=sys.stderr)  # noqa: T201
    json.dump(found, sys.stdout)
