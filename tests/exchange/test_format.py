"""FORMAT.md, the samples beside it, and the files of every version ever released."""

import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import x25519
from tests.exchange.forge import as_file
from tests.exchange.holders import CITY, DESK, ESCROW, GOLDEN, TRUSTED, Holder
from tests.exchange.make_files import (
    BATCH,
    KEYCARD,
    REPLY,
    batch_envelope,
    batch_items,
    city_card,
    make,
    reply_envelope,
    reply_items,
)

from app.domain import sealed
from app.exchange import cbor, limits
from app.exchange.front import Front
from app.exchange.reading import read_keycard, read_sealed
from app.wording.sentences.exchange import SENTENCES

ROOM = Path(__file__).parents[2] / "src" / "app" / "exchange"
SAMPLES = ROOM / "samples"
FORMAT = (ROOM / "FORMAT.md").read_text("utf-8")
VERSIONS = [GOLDEN / "v1", SAMPLES]

needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("age", "zstd", "sh", "od", "awk"))),
    reason="the plain tools age and zstd are not here: whether they open our files is not known",
)


def table(section: str) -> list[list[str]]:
    """The rows of the table in a section, without its head."""
    text = FORMAT.split(f"\n## {section}", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows][1:]


def names(section: str) -> set[str]:
    return {row[0].strip("`") for row in table(section)}


def members(file: Path) -> dict:
    return cbor.decode(Front.read(as_file(file.read_bytes())).header_bytes)


def opened(folder, name, own):
    return read_sealed(as_file((folder / name).read_bytes()), own, TRUSTED)


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_a_batch_of_every_version_is_read_to_the_last_member(folder):
    batch = opened(folder, BATCH, CITY)
    assert list(batch.items()) == list(batch_items())
    given = batch_envelope()
    assert {name: getattr(batch.header, name) for name in given.__dataclass_fields__} == {
        name: getattr(given, name) for name in given.__dataclass_fields__
    }
    assert batch.header.counts == {"operator": 1, "revision": 2, "card": 1}
    assert batch.sender == DESK.public


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_a_reply_of_every_version_is_read(folder):
    reply = opened(folder, REPLY, DESK)
    assert list(reply.items()) == list(reply_items())
    assert reply.header.kind is sealed.Kind.REPLY
    assert reply.header.made_at == reply_envelope().made_at


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_a_key_card_of_every_version_is_read(folder):
    assert read_keycard(as_file((folder / KEYCARD).read_bytes())) == city_card()


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", [BATCH, REPLY, KEYCARD])
def test_the_header_of_every_version_is_written_the_same_today(folder, name):
    """The hash of a header names a file for ever, so its bytes may never depend on the program."""
    front = Front.read(as_file((folder / name).read_bytes()))
    sender = DESK if name == BATCH else CITY
    assert Front.sign(front.content, sender.sign) == front


def test_files_made_today_are_like_the_golden_ones(tmp_path):
    make(tmp_path)
    for name in (BATCH, REPLY):
        old, new = (
            Front.read(as_file((folder / name).read_bytes()))
            for folder in (GOLDEN / "v1", tmp_path)
        )
        assert cbor.decode(old.header_bytes).keys() == cbor.decode(new.header_bytes).keys()
    card = (tmp_path / KEYCARD).read_bytes()
    assert card == (GOLDEN / "v1" / KEYCARD).read_bytes()


def test_the_signature_is_plain_ed25519_over_all_before_it():
    data = (SAMPLES / BATCH).read_bytes()
    start = 74 + int.from_bytes(data[6:10], "big")
    key = Ed25519PublicKey.from_public_bytes(DESK.public.signing_key)
    key.verify(data[start - 64 : start], data[: start - 64])
    body = cbor.decode(data[10 : start - 64])["body"]
    assert body["sha256"] == sha256(data[start:]).digest()
    assert body["length"] == len(data) - start


@needs_tools
@pytest.mark.parametrize(
    ("file", "key"),
    [(BATCH, "city.key"), (BATCH, "escrow.key"), (REPLY, "desk.key"), (REPLY, "escrow.key")],
)
def test_the_plain_tools_open_a_file_as_the_page_says(tmp_path, file, key):
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    recipe = re.search(r"```sh\n(.*?)```", FORMAT, re.DOTALL)[1]
    recipe = recipe.replace("file=batch.payung key=city.key", f"file={file} key={key}")
    done = subprocess.run(  # noqa: S603
        ["sh", "-ec", recipe],  # noqa: S607
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    digest, text = done.stdout.split(b"\n", 1)
    header = Front.read(as_file((SAMPLES / file).read_bytes())).sealed()
    assert digest.decode().split()[0] == header.body.sha256
    assert len(text) == header.body.expanded
    assert text.startswith(b'{"format":1,')
    assert text.endswith(b',"t":"end"}\n')


@needs_tools
def test_the_plain_tools_refuse_the_key_of_another(tmp_path):
    data = (SAMPLES / BATCH).read_bytes()
    (tmp_path / "body.age").write_bytes(data[Front.read(as_file(data)).size :])
    done = subprocess.run(  # noqa: S603
        ["age", "-d", "-i", str(SAMPLES / "desk.key"), "body.age"],  # noqa: S607
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )
    assert done.returncode != 0
    assert done.stdout == b""


def test_the_page_lists_the_members_that_files_have():
    assert names("2. ") == members(SAMPLES / BATCH).keys() | {"critical"}
    left_out = {"critical", "custodians", "administrator"}
    assert names("3. ") == members(SAMPLES / KEYCARD).keys() | left_out


def test_the_page_lists_every_reason_to_refuse():
    assert names("6. ") == {code for code in SENTENCES if code.startswith("seal.")}


def test_the_page_tells_the_caps_that_hold():
    told = {row[0]: int(row[1].split()[0].replace(",", "")) for row in table("7. ")}
    assert told == {
        "header": limits.HEADER,
        "body": limits.BODY,
        "text": limits.EXPANDED,
        "recipients' part of the age file": limits.AGE_HEADER,
        "zstd window": limits.WINDOW,
        "line": limits.LINE,
        "objects and arrays inside one another": limits.DEPTH,
        "items": sealed.ITEMS,
        "recipients": sealed.RECIPIENTS,
    }


def test_the_bytes_on_the_page_are_those_of_the_sample():
    data = (SAMPLES / BATCH).read_bytes()
    dump = FORMAT.split("`batch.payung`, 1,487 bytes:", 1)[1].split("```")[1]
    shown = re.findall(r"^([0-9a-f]{4}) +((?:[0-9a-f]{2} +)+)", dump, re.MULTILINE)
    assert len(shown) >= 12
    for offset, octets in shown:
        start, expected = int(offset, 16), bytes.fromhex(octets)
        assert data[start : start + len(expected)] == expected, offset
    assert len(data) == 1487 == int(re.search(r"^([0-9a-f]{4}) +the end", dump, re.M)[1], 16)


def test_the_keys_on_the_page_are_those_of_the_samples():
    assert CITY.public.signing_key.hex() in FORMAT
    assert DESK.public.signing_key.hex() in FORMAT
    assert CITY.public.fingerprint() in FORMAT


@pytest.mark.parametrize(("name", "whose"), [("city", CITY), ("desk", DESK), ("escrow", ESCROW)])
def test_the_keys_beside_the_samples_are_theirs(name, whose):
    *comments, identity = (SAMPLES / f"{name}.key").read_text("utf-8").splitlines()
    assert identity == (whose.age_identity if isinstance(whose, Holder) else whose)
    assert str(x25519.Identity.from_str(identity).to_public()) in comments[-1]
