import dataclasses
from datetime import UTC, date, datetime

import cbor2
import cwt
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.domain.card import CardCheck, CardFace, CardStatus
from app.papers import base45
from app.papers.token import PREFIX, shortened, signed, verify
from app.wording.papers import card_check

KID, ISSUER = b"station1", "https://samarindakota.go.id"
ISSUED = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def nothing_void(_card):
    return False


@pytest.fixture
def check(find_key):
    return lambda text: verify(text, find_key, nothing_void)


def sign1(key, payload, protected=None):
    """A token signed by us over whatever bytes."""
    protected = protected or cbor2.dumps({1: -8, 4: KID}, canonical=True)
    signature = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return as_text(cbor2.CBORTag(18, [protected, {}, payload, signature]))


def as_text(value):
    return PREFIX + base45.encode(cbor2.dumps(value))


def test_a_card_just_printed_is_genuine_and_says_its_status_with_the_day(face, check):
    assert check(face().code) == CardCheck(
        valid=True,
        reason="card.genuine",
        status=CardStatus.REGISTERED,
        status_as_of=date(2026, 11, 22),
        card="6472051003-1-000124-K/1",
        number="6472051003-1-000124-K",
        name="SITI NORHAYATI",
        location="64.72.05.1003",
        issuer=ISSUER,
        issued_at=ISSUED,
    )


def test_genuine_never_reads_as_covered(face, check):
    said = card_check(check(face(status=CardStatus.ACTIVE).code))
    assert "Kartu asli" in said
    assert "22-11-2026" in said
    assert "Peserta aktif" in said
    assert "tidak berarti perlindungan berlaku hari ini" in said
    assert "menunggu penetapan" in card_check(check(face().code))


def test_the_code_holds_no_nik_not_even_masked(face):
    code = face(nik_masked="6472••••••••9876").code
    payload = cbor2.loads(base45.decode(code.removeprefix(PREFIX))).value[2]
    held = cbor2.loads(payload)
    assert set(held) == {1, 6, 169}
    assert set(held[169]) == {1, 4, 21, 75, 76, 77}
    assert "9876" not in str(held)
    assert "•" not in str(held)


@pytest.mark.parametrize("place", range(0, 290, 7))
def test_a_changed_character_is_refused(face, check, place):
    code = face().code
    place = min(place, len(code) - 1)
    for other in ("0", "Z", ":"):
        changed = code[:place] + other + code[place + 1 :]
        if changed != code:
            result = check(changed)
            assert not result.valid
            assert result.status is None
            assert result.name == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "card.foreign"),
        ("https://contoh.id/kartu", "card.foreign"),
        ("6472051003-1-000124-K", "card.foreign"),
        ("HC1:6BF+70790T9WJWG", "card.foreign"),
        (PREFIX, "card.damaged"),
        (PREFIX + "é", "card.damaged"),
        (PREFIX + "A", "card.damaged"),
        (PREFIX + "GGW", "card.damaged"),
        (PREFIX + "0" * 2000, "card.foreign"),
        (PREFIX + "\x00\ud800", "card.damaged"),
        (PREFIX + base45.encode(b"\x81" * 600), "card.damaged"),
        (PREFIX + base45.encode(b"\xd2" * 600), "card.damaged"),
        (PREFIX + base45.encode(b"\x9f" * 600), "card.damaged"),
        (PREFIX + base45.encode(b"\x5b" + b"\xff" * 8), "card.damaged"),
        (PREFIX + base45.encode(b"\x9b\x7f" + b"\xff" * 7), "card.damaged"),
        (PREFIX + base45.encode(b"\xbb\x7f" + b"\xff" * 7), "card.damaged"),
        (PREFIX + base45.encode(b"\xd8\x1d\x00"), "card.damaged"),
        (PREFIX + base45.encode(b"\xc4\x82\x1b" + b"\xff" * 8 + b"\x01"), "card.damaged"),
        (as_text(None), "card.damaged"),
        (as_text([b"", {}, b"", bytes(64)]), "card.damaged"),
        (as_text(cbor2.CBORTag(17, [b"", {}, b"", bytes(64)])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [b"", {}, b""])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [b"", {}, "text", bytes(64)])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [b"", {}, b"", bytes(64)])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [b"\x81" * 500, {}, b"", bytes(64)])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: KID}), {}, b"", b""])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [cbor2.dumps({1: -8, 4: "x"}), {}, b"", b""])), "card.damaged"),
        (as_text(cbor2.CBORTag(18, [cbor2.dumps({1: -8, 4: b"x"}), {}, b"", b""])), "card.key"),
        (
            as_text(cbor2.CBORTag(18, [cbor2.dumps({1: -8, 4: KID}), {}, b"", b""])),
            "card.signature",
        ),
    ],
)
def test_a_hostile_text_is_refused_by_name(check, text, reason):
    result = check(text)
    assert result == CardCheck(valid=False, reason=reason)
    assert card_check(result)


@given(st.text(max_size=200))
def test_no_text_makes_the_check_fall_over(text):
    assert not verify(text, lambda _kid: None, nothing_void).valid


@given(st.binary(max_size=400))
def test_no_bytes_make_the_check_fall_over(data):
    text = PREFIX + base45.encode(data)
    assert not verify(text, lambda _kid: None, nothing_void).valid


@given(st.binary(max_size=300))
def test_not_even_signed_nonsense_makes_the_check_fall_over(data):
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    result = verify(sign1(key, data), lambda _kid: key.public_key(), nothing_void)
    assert result == CardCheck(valid=False, reason="card.content")


WHOLE = {1: "N-1", 4: "SITI", 21: "64.72.05.1003", 75: 1, 76: 20261122, 77: 1}


@pytest.mark.parametrize(
    "claims",
    [
        None,
        {},
        {1: ISSUER, 6: 1, 169: []},
        {1: ISSUER, 6: "1", 169: WHOLE},
        {1: ISSUER, 6: 2**62, 169: WHOLE},
        {1: ISSUER, 6: 1, 169: {}},
        *({1: ISSUER, 6: 1, 169: WHOLE | {member: [1]}} for member in WHOLE),
        {1: ISSUER, 6: 1, 169: WHOLE | {76: 20261399}},
        {1: ISSUER, 6: 1, 169: WHOLE | {76: -1}},
        {1: ISSUER, 6: 1, 169: WHOLE | {77: True}},
    ],
)
def test_a_signed_text_of_another_shape_is_named_as_unreadable(key, check, claims):
    text = sign1(key, cbor2.dumps(claims))
    assert check(text) == CardCheck(valid=False, reason="card.content")


def test_a_status_of_a_newer_program_is_still_genuine(key, check):
    text = sign1(key, cbor2.dumps({1: ISSUER, 6: 1, 169: WHOLE | {75: 99}}))
    assert check(text).valid
    assert check(text).status is CardStatus.UNKNOWN


def test_a_card_of_an_unknown_station_is_not_called_forged(face):
    result = verify(face().code, lambda _kid: None, nothing_void)
    assert result == CardCheck(valid=False, reason="card.key")


def test_a_card_signed_by_somebody_else_is_not_genuine(face):
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    result = verify(face().code, lambda _kid: other, nothing_void)
    assert result == CardCheck(valid=False, reason="card.signature")
    assert "TIDAK asli" in card_check(result)


def test_a_replaced_card_is_void_and_the_newer_one_is_not(face, find_key):
    def first_is_void(card):
        return card == "6472051003-1-000124-K/1"

    old = verify(face(serial=1).code, find_key, first_is_void)
    new = verify(face(serial=2).code, find_key, first_is_void)
    assert (old.valid, old.reason) == (False, "card.void")
    assert new.valid
    assert "tidak berlaku" in card_check(old)


def test_nothing_unsigned_can_be_added_to_a_card(face, check):
    data = base45.decode(face().code.removeprefix(PREFIX))
    tag = cbor2.loads(data)
    protected, _, payload, signature = tag.value
    with_unsigned = cbor2.CBORTag(18, [protected, {9: "x"}, payload, signature])
    assert check(as_text(with_unsigned)).reason == "card.damaged"
    assert check(PREFIX + base45.encode(data + b"\x00\x00")).reason == "card.damaged"


@pytest.mark.parametrize("typed", ["{}\n", "  {}\r\n", "{}\t"], ids=["enter", "spaces", "tab"])
def test_what_a_scanner_types_around_the_code_does_not_matter(face, check, typed):
    assert check(typed.format(face().code)).valid


def test_a_scanner_with_caps_lock_on_is_understood(face, check):
    assert check(face().code.lower()).valid
    assert not check(face().code[:-6] + face().code[-6:].lower()).valid


def test_another_cose_library_reads_our_cards(face, key):
    public = cwt.COSEKey.new({1: 1, 2: KID, 3: -8, -1: 6, -2: key.public_key().public_bytes_raw()})
    claims = cwt.decode(base45.decode(face().code.removeprefix(PREFIX)), public)
    assert claims[1] == ISSUER
    assert claims[169][4] == "SITI NORHAYATI"


def test_we_read_cards_of_another_cose_library(key, check):
    private = cwt.COSEKey.new(
        {
            1: 1, 2: KID, 3: -8, -1: 6,
            -2: key.public_key().public_bytes_raw(), -4: key.private_bytes_raw(),
        }
    )  # fmt: skip
    made = cwt.COSE.new().encode_and_sign(
        cbor2.dumps({1: ISSUER, 6: 1, 169: WHOLE}), private, protected={1: -8, 4: KID}
    )
    assert check(PREFIX + base45.encode(made)).name == "SITI"


@pytest.mark.parametrize(
    "name", ["UTUH", "W" * 60, "É" * 60, "SITI " + "B" * 55, "A " * 29 + "BC", "A" * 18 + " B"]
)
def test_a_code_of_any_name_is_22_millimetres_of_four_dot_modules(face, check, name):
    code = face(name=name, status=CardStatus.ENDED, serial=12).code
    barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    assert barcode.to_image(scale=1, add_quiet_zones=False).shape[0] <= 57
    assert check(code).valid


def test_a_long_issuer_never_takes_the_whole_name(face, key, check):
    plain = dataclasses.replace(face(name="MUHAMMAD ABDURRAHMAN SYAFRUDDIN"), code="")
    code = signed(plain, "https://" + "panjang." * 12 + "go.id", ISSUED, KID, key.sign).code
    assert check(code).name == "MUHAMMAD A S"


@pytest.mark.parametrize(
    ("name", "size", "short"),
    [
        ("UTUH", 12, "UTUH"),
        ("SITI NORHAYATI BINTI ABDUL KADIR", 18, "SITI NORHAYATI B A"),
        ("MUHAMMADABDURRAHMAN YUSUF", 12, "MUHAMMADABDU"),
        ("ABDULLAH SYAFRUDDIN", 10, "ABDULLAH S"),
        ("ÉÉÉ", 5, "ÉÉ"),
        ("", 5, ""),
    ],
)
def test_a_long_name_keeps_whole_words_and_then_initials(name, size, short):
    assert shortened(name, size) == short


def test_the_signed_face_is_the_face_with_a_code(face):
    made = face()
    bare = {each.name: getattr(made, each.name) for each in dataclasses.fields(CardFace)}
    assert bare.pop("code").startswith(PREFIX)
    assert bare["name"] == "SITI NORHAYATI"
    assert "SITI" not in repr(made)
