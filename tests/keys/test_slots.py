"""Who may open the books, and what an edited, damaged or foreign slot file does."""

import hmac
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.refusal import Refusal
from app.keys import signing
from app.keys.derive import derive
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.keyfile import canonical
from app.keys.locked import Cost
from app.keys.recovery import RecoveryCode
from app.keys.sealing import sealing_key
from app.keys.slots import RECOVERY, SlotFile

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
GOLDEN = Path(__file__).parent / "golden"


def refused(call, *given, **named):
    with pytest.raises(Refusal) as refusal:
        call(*given, **named)
    return [problem.code for problem in refusal.value.problems]


def failed(call, *given, **named):
    with pytest.raises(KeysFailure) as failure:
        call(*given, **named)
    return failure.value.code


def test_two_operators_open_the_same_books_with_keys_of_their_own(office):
    ratna = office.slots.unlock("Ratna", office.RATNA)
    made = office.slots.unlock("  MADE ", office.MADE)
    assert ratna.data_key == made.data_key == office.ratna.data_key
    assert len(ratna.data_key) == 32
    assert ratna.operator.signing_key != made.operator.signing_key
    assert (made.operator.id, made.operator.role) == (office.made.id, "clerk")
    assert ratna.edited == made.edited == ()
    signature = made.sign(b"approved")
    assert signing.verify(made.operator.signing_key, signature, b"approved")
    assert not signing.verify(ratna.operator.signing_key, signature, b"approved")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ratna", "tiga kata mudaH"),
        ("Ratna", ""),
        ("Ratna", "hujan di Mahakam"),
        ("Nobody", "tiga kata mudah"),
        ("", ""),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(office, name, password):
    with pytest.raises(NotUnlocked) as closed:
        office.slots.unlock(name, password)
    assert str(closed.value) == closed.value.code == "unlock.wrong"


def test_an_unknown_name_costs_the_same_key_derivation(office, monkeypatch):
    from cryptography.hazmat.primitives.kdf import argon2

    costs = []
    real = argon2.Argon2id

    def counted(**given):
        costs.append((given["memory_cost"], given["iterations"], given["lanes"]))
        return real(**given)

    monkeypatch.setattr(argon2, "Argon2id", counted)
    for name in ("Ratna", "Nobody"):
        with pytest.raises(NotUnlocked):
            office.slots.unlock(name, "wrong password")
    assert costs == [(8, 1, 1)] * 2


def test_a_password_typed_on_another_keyboard_is_the_same_password(office):
    office.slots.add(office.ratna, "Ayu", "caf\u00e9 di tepi", "clerk")
    assert office.slots.unlock("Ayu", "cafe\u0301 di tepi").operator.name == "Ayu"


def test_a_real_slot_file_makes_every_guess_cost_64_mebibytes_three_times(tmp_path):
    SlotFile.create(tmp_path, "Ratna", "tiga kata mudah", "administrator")
    content = json.loads((tmp_path / "slots.json").read_text("utf-8"))
    for slot in (*content["operators"], content["recovery"]):
        cost = slot["lock"]["argon2id"]
        assert cost["memory_kib"] >= 64 * 1024
        assert cost["passes"] >= 3
        assert cost["lanes"] >= 1
        assert len(bytes.fromhex(slot["lock"]["salt"])) == 16
    salts = [slot["lock"]["salt"] for slot in (*content["operators"], content["recovery"])]
    assert len(set(salts)) == 2


def test_neither_keys_nor_passwords_nor_the_code_stand_in_the_file(office):
    data = office.path.read_bytes().lower()
    for secret in (office.ratna.data_key.hex(), office.ratna.seed.hex(), office.RATNA):
        assert secret.encode() not in data
    assert office.code.text.lower().encode() not in data
    assert office.code.text.replace("-", "").lower().encode() not in data


def test_a_second_first_start_does_not_replace_the_slot_file(office):
    before = office.path.read_bytes()
    again = SlotFile.create
    assert failed(again, office.folder, "X", "tiga kata lain", cost=CHEAP) == "keys.exists"
    assert office.path.read_bytes() == before


def test_names_are_unique_without_regard_to_case_and_spaces(office):
    before = office.path.read_bytes()
    assert refused(office.slots.add, office.ratna, " made ", "kata sandi baru", "clerk") == [
        "operator.name_taken"
    ]
    assert refused(office.slots.add, office.ratna, "Made", "pendek", "clerk") == [
        "operator.name_taken",
        "password.short",
    ]
    assert office.path.read_bytes() == before


# -- edits


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", "administrator"),
        ("name", "Made Baru"),
        ("id", "00" * 16),
        ("created", "2020-01-01T00:00:00+00:00"),
        ("signing_key", "11" * 32),
        ("sealing_key", "11" * 32),
    ],
)
def test_an_edited_slot_opens_no_more_and_the_others_notice(office, field, value):
    office.edit(lambda content: content["operators"][1].update({field: value}))
    name = "Made Baru" if field == "name" else "Made"
    with pytest.raises(NotUnlocked):
        office.slots.unlock(name, office.MADE)
    edited_id = value if field == "id" else office.made.id
    assert office.slots.unlock("Ratna", office.RATNA).edited == (edited_id,)


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed"])
def test_a_flipped_bit_in_a_lock_is_noticed(office, field):
    def flip(content):
        lock = content["operators"][1]["lock"]
        lock[field] = ("0" if lock[field][0] != "0" else "1") + lock[field][1:]

    office.edit(flip)
    with pytest.raises(NotUnlocked):
        office.slots.unlock("Made", office.MADE)
    assert office.slots.unlock("Ratna", office.RATNA).edited == (office.made.id,)


def test_a_cheaper_cost_written_into_the_file_only_shuts_the_slot(office, tmp_path):
    dear = tmp_path / "dear"
    dear.mkdir()
    SlotFile.create(dear, "Ratna", office.RATNA, "administrator")
    content = json.loads((dear / "slots.json").read_text("utf-8"))
    content["operators"][0]["lock"]["argon2id"] = {"memory_kib": 8, "passes": 1, "lanes": 1}
    (dear / "slots.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(NotUnlocked):
        SlotFile.read(dear).unlock("Ratna", office.RATNA)


def test_a_slot_from_other_books_opens_here_to_a_key_that_the_marks_give_away(office, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    foreign, _ = SlotFile.create(other, "Thief", "kata sandi pencuri", "administrator", cost=CHEAP)
    slot = json.loads((other / "slots.json").read_text("utf-8"))["operators"][0]
    office.edit(lambda content: content["operators"].append(slot))
    thief = office.slots.unlock("Thief", "kata sandi pencuri")
    assert thief.data_key == foreign.data_key != office.ratna.data_key
    assert len(thief.edited) == 3  # everyone but himself
    assert office.slots.unlock("Ratna", office.RATNA).edited == (foreign.operator.id,)


def test_a_reset_does_not_make_an_invented_role_true(office):
    office.edit(lambda content: content["operators"][1].update(role="administrator"))
    before = office.path.read_bytes()
    reset = office.slots.reset_password
    assert failed(reset, office.ratna.data_key, office.made.id, "kata sandi baru") == "keys.edited"
    assert office.path.read_bytes() == before
    made = reset(office.ratna.data_key, office.made.id, "kata sandi baru", role="clerk")
    assert made.operator.role == "clerk"
    assert office.slots.unlock("Made", "kata sandi baru").edited == (office.made.id,)  # its old key


def test_an_edited_administrator_is_no_reason_to_let_the_last_one_go(office):
    office.edit(lambda content: content["operators"][1].update(role="administrator"))
    assert refused(office.remove, office.ratna.operator.id) == ["operator.last_administrator"]


def test_an_edited_recovery_slot_is_noticed(office):
    office.edit(lambda content: content["recovery"].update(id="00" * 16))
    assert office.slots.unlock("Ratna", office.RATNA).edited == (RECOVERY,)
    with pytest.raises(NotUnlocked) as closed:
        office.slots.unlock_with_recovery(office.code.text)
    assert closed.value.code == "unlock.recovery"


def test_a_swapped_former_key_is_noticed(office):
    office.remove(office.made.id)
    office.edit(lambda content: content["former"][0].update(signing_key="11" * 32))
    assert office.slots.unlock("Ratna", office.RATNA).edited == (office.made.id,)


def test_removing_an_edited_slot_does_not_make_its_key_true(office):
    office.edit(lambda content: content["operators"][1].update(signing_key="11" * 32))
    office.remove(office.made.id)
    assert office.slots.unlock("Ratna", office.RATNA).edited == (office.made.id,)


def test_a_data_key_of_other_books_changes_nothing_here(office):
    before = office.path.read_bytes()
    wrong = bytes(32)
    slots = office.slots
    assert failed(slots.reset_password, wrong, office.made.id, "kata sandi baru") == "keys.edited"
    assert failed(slots.replace_recovery, wrong, RecoveryCode.make()) == "keys.edited"
    assert office.path.read_bytes() == before


# -- the paper code


def test_the_paper_code_opens_the_books_however_it_is_typed(office):
    typed = office.code.text.lower().replace("-", " ")
    assert office.slots.unlock_with_recovery(typed) == office.ratna.data_key


def test_a_mistyped_group_is_named_and_a_code_of_other_books_is_not_unlocked(office):
    text = office.code.text
    mistyped = text[:13] + ("7" if text[13] != "7" else "8") + text[14:]
    assert refused(office.slots.unlock_with_recovery, mistyped) == ["recovery.group"]
    with pytest.raises(NotUnlocked) as closed:
        office.slots.unlock_with_recovery(RecoveryCode.make().text)
    assert closed.value.code == "unlock.recovery"


def test_who_forgot_the_last_password_comes_back_with_the_paper(office):
    data_key = office.slots.unlock_with_recovery(office.code.text)
    office.slots.reset_password(data_key, office.ratna.operator.id, "kata sandi baru")
    with pytest.raises(NotUnlocked):
        office.slots.unlock("Ratna", office.RATNA)
    again = office.slots.unlock("Ratna", "kata sandi baru")
    assert again.data_key == data_key
    assert again.operator.role == "administrator"
    assert again.edited == ()


def test_a_new_paper_code_makes_the_old_one_worthless(office):
    new = RecoveryCode.make()
    office.slots.replace_recovery(office.ratna.data_key, new)
    assert office.slots.unlock_with_recovery(new.text) == office.ratna.data_key
    with pytest.raises(NotUnlocked):
        office.slots.unlock_with_recovery(office.code.text)


def test_the_wizard_may_show_the_code_before_anything_is_kept(office, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    code = RecoveryCode.make()
    opened, same = SlotFile.create(folder, "Ayu", "tiga kata mudah", recovery=code, cost=CHEAP)
    assert same == code
    assert SlotFile.read(folder).unlock_with_recovery(code.text) == opened.data_key


# -- changes


def test_a_changed_password_keeps_data_key_and_signing_key(office):
    made = office.slots.unlock("Made", office.MADE)
    office.slots.change_password(made, office.MADE, "angin dari hulu")
    again = office.slots.unlock("Made", "angin dari hulu")
    assert (again.data_key, again.seed) == (made.data_key, made.seed)
    assert again.operator.signing_key == made.operator.signing_key
    with pytest.raises(NotUnlocked):
        office.slots.unlock("Made", office.MADE)
    assert office.slots.former_keys() == ()


def test_a_password_is_changed_only_with_the_old_one_and_to_a_good_one(office):
    made = office.slots.unlock("Made", office.MADE)
    before = office.path.read_bytes()
    with pytest.raises(NotUnlocked):
        office.slots.change_password(made, "not the old one", "angin dari hulu")
    assert refused(office.slots.change_password, made, office.MADE, "made") == ["password.short"]
    assert office.path.read_bytes() == before


def test_a_reset_costs_the_signing_key_but_not_what_it_signed(office):
    made = office.slots.unlock("Made", office.MADE)
    signature = made.sign(b"approved")
    new = office.slots.reset_password(office.ratna.data_key, office.made.id, "kata sandi baru")
    assert new.operator.signing_key != made.operator.signing_key
    assert new.operator.id == made.operator.id
    (former,) = office.slots.former_keys()
    assert (former.operator_id, former.name, former.why) == (office.made.id, "Made", "reset")
    assert signing.verify(former.signing_key, signature, b"approved")
    assert former.since <= former.until <= datetime.now(UTC)


def test_a_removed_operator_is_shut_out_and_the_key_stays_listed(office):
    office.remove(office.made.id)
    with pytest.raises(NotUnlocked):
        office.slots.unlock("Made", office.MADE)
    assert [each.name for each in office.slots.operators()] == ["Ratna"]
    (former,) = office.slots.former_keys()
    assert (former.signing_key, former.why) == (office.made.signing_key, "removed")
    assert office.slots.unlock("Ratna", office.RATNA).edited == ()
    assert refused(office.remove, office.made.id) == ["operator.unknown"]


def test_a_former_key_keeps_the_role_it_had(office):
    office.remove(office.made.id)
    (former,) = office.slots.former_keys()
    assert former.role == office.made.role
    keys = office.slots.signing_keys(office.ratna.data_key)
    assert keys[office.made.id, office.made.signing_key] == office.made.role


def test_a_slot_file_of_version_2_is_read_and_its_marks_hold(office):
    """It knew no roles of former keys, and nobody who vouches."""
    slot = office.slots.reset_password(office.ratna.data_key, office.made.id, "kata sandi baru")
    (former,) = office.slots.former_keys()

    def as_before(content):
        content["version"] = 2
        del content["vouched"]
        (held,) = content["former"]
        del held["role"]
        before = {name: value for name, value in held.items() if name != "mark"}
        key = derive(office.ratna.data_key, b"payung slot mark")
        held["mark"] = hmac.digest(key, canonical(before), "sha256").hex()

    office.edit(as_before)
    assert office.slots.unlock("Ratna", office.RATNA).edited == ()
    keys = office.slots.signing_keys(office.ratna.data_key)
    assert keys[slot.operator.id, former.signing_key] == ""
    assert office.slots.vouched() == ()


def test_who_was_removed_meanwhile_changes_no_password(office):
    made = office.slots.unlock("Made", office.MADE)
    office.remove(made.operator.id)
    with pytest.raises(NotUnlocked):
        office.slots.change_password(made, office.MADE, "angin dari hulu")


def test_the_last_administrator_stays_and_stays_administrator(office):
    ratna = office.ratna
    reset = office.slots.reset_password
    for attempt in (
        lambda: office.remove(ratna.operator.id),
        lambda: reset(ratna.data_key, ratna.operator.id, "kata sandi baru", role="clerk"),
    ):
        assert refused(attempt) == ["operator.last_administrator"]
    office.slots.add(ratna, "Ayu", "angin dari hulu", "administrator")
    office.remove(ratna.operator.id)
    assert [each.name for each in office.slots.operators()] == ["Made", "Ayu"]


def test_two_windows_on_one_file_do_not_undo_each_other(office):
    other = SlotFile.read(office.folder, CHEAP)
    office.slots.add(office.ratna, "Ayu", "angin dari hulu", "clerk")
    other.add(office.ratna, "Bayu", "angin dari hilir", "clerk")
    assert [each.name for each in office.slots.operators()] == ["Ratna", "Made", "Ayu", "Bayu"]


@pytest.mark.parametrize(
    ("number", "code"),
    [(28, "keys.disk_full"), (13, "keys.permission"), (30, "keys.permission"), (5, "keys.disk")],
)
def test_a_change_that_the_disk_refuses_leaves_everybody_their_password(
    office, monkeypatch, number, code
):
    before = office.path.read_bytes()

    def refuse(*_):
        raise OSError(number, "no")

    monkeypatch.setattr("app.keys.files.os.replace", refuse)
    made = office.slots.unlock("Made", office.MADE)
    for change in (
        lambda: office.slots.change_password(made, office.MADE, "angin dari hulu"),
        lambda: office.slots.add(office.ratna, "Ayu", "angin dari hulu", "clerk"),
        lambda: office.remove(office.made.id),
    ):
        assert failed(change) == code
    assert office.path.read_bytes() == before
    assert [path.name for path in office.folder.iterdir()] == ["slots.json"]


# -- files that are no slot file


def _without(name):
    def change(content):
        del content[name]

    return change


def _two_of_a_name(content):
    content["operators"][1]["name"] = "RATNA "


def _twice(content):
    content["operators"].append(content["operators"][0])


@pytest.mark.parametrize(
    "change",
    [
        _without("operators"),
        _without("recovery"),
        _without("format"),
        _without("version"),
        _twice,
        _two_of_a_name,
        lambda content: content.update(operators=[]),
        lambda content: content.update(operators={}),
        lambda content: content.update(extra=1),
        lambda content: content.update(format="payung-station"),
        lambda content: content.update(version=True),
        lambda content: content.update(version="1"),
        lambda content: content["operators"][0].update(version=2),
        lambda content: content["operators"][0].update(extra=1),
        lambda content: content["operators"][0].update(name="\ud800"),
        lambda content: content["operators"][0].update(name="x" * 1000),
        lambda content: content["operators"][0].update(created="yesterday"),
        lambda content: content["operators"][0].update(created="2026-01-01T00:00:00"),
        lambda content: content["operators"][0].update(mark="ab"),
        lambda content: content["operators"][0]["lock"].update(salt="xy" * 16),
        lambda content: content["operators"][0]["lock"].update(sealed=""),
        lambda content: content["operators"][0]["lock"]["argon2id"].update(memory_kib=1 << 30),
        lambda content: content["operators"][0]["lock"]["argon2id"].update(memory_kib=0),
        lambda content: content["operators"][0]["lock"]["argon2id"].update(passes=10**9),
        lambda content: content["operators"][0]["lock"]["argon2id"].update(passes=1.0),
    ],
)
def test_a_slot_file_that_is_not_as_it_should_be_is_damaged(office, change):
    office.edit(change)
    assert failed(SlotFile.read, office.folder) == "keys.damaged"
    assert failed(office.slots.unlock, "Ratna", office.RATNA) == "keys.damaged"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b"\x00" * 4096,
        b"PK\x03\x04 a spreadsheet",
        b"[" * 200_000,
        b'{"version": ' + b"9" * 10_000 + b"}",
    ],
)
def test_an_empty_foreign_or_deep_file_is_damaged(tmp_path, data):
    (tmp_path / "slots.json").write_bytes(data)
    assert failed(SlotFile.read, tmp_path) == "keys.damaged"


def test_a_huge_file_is_damaged_even_if_it_would_open(office):
    office.path.write_bytes(office.path.read_bytes() + b" " * (1 << 20))
    assert failed(SlotFile.read, office.folder) == "keys.damaged"


@pytest.mark.skipif(os.name == "nt", reason="no files with holes")
def test_a_file_larger_than_memory_is_not_read_to_its_end(tmp_path):
    (tmp_path / "slots.json").touch()
    os.truncate(tmp_path / "slots.json", 1 << 43)
    assert failed(SlotFile.read, tmp_path) == "keys.damaged"


def test_a_slot_file_cut_anywhere_is_damaged(office):
    whole = office.path.read_bytes().rstrip()
    for length in range(0, len(whole), 97):
        office.path.write_bytes(whole[:length])
        assert failed(SlotFile.read, office.folder) == "keys.damaged"


def test_a_slot_file_of_a_newer_program_is_refused_and_left_alone(office):
    office.edit(lambda content: content.update(version=4, slots_of_tomorrow=[]))
    before = office.path.read_bytes()
    assert failed(SlotFile.read, office.folder) == "keys.newer"
    assert failed(office.slots.add, office.ratna, "Ayu", "angin dari hulu", "clerk") == "keys.newer"
    assert office.path.read_bytes() == before


def test_a_missing_file_and_a_folder_in_its_place_are_told_apart(tmp_path):
    assert failed(SlotFile.read, tmp_path) == "keys.missing"
    (tmp_path / "slots.json").mkdir()
    assert failed(SlotFile.read, tmp_path) in {"keys.disk", "keys.permission"}


def test_a_file_that_may_not_be_read_says_so(office, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert failed(SlotFile.read, office.folder) == "keys.permission"


def test_a_computer_short_of_memory_is_told_as_such(office, monkeypatch):
    def refuse(*_, **__):
        raise MemoryError

    monkeypatch.setattr("app.keys.locked._key", refuse)
    assert failed(office.slots.unlock, "Ratna", office.RATNA) == "keys.memory"
    assert failed(office.slots.unlock, "Nobody", office.RATNA) == "keys.memory"


# -- files of released versions


def test_the_slot_file_of_version_1_opens_for_ever(tmp_path):
    shutil.copy(GOLDEN / "slots-v1.json", tmp_path / "slots.json")
    slots = SlotFile.read(tmp_path)
    made = slots.unlock("made", "hujan di Mahakam")
    assert made.data_key == bytes(range(32))
    assert made.operator.role == "clerk"
    assert made.edited == ()
    assert signing.public_key(made.seed) == made.operator.signing_key
    sealing_keys = [s.clear["sealing_key"] for s in slots._contents().operators]
    assert sealing_key(made.seed).hex() == sealing_keys[1]
    code = "FK6SR-Y954D-1SJ3Q-EQHB0-6GD1J-GHCAZ-KJQ5Z"
    assert slots.unlock_with_recovery(code) == bytes(range(32))
    assert [each.name for each in slots.operators()] == ["Ratna", "Made"]
    assert [former.why for former in slots.former_keys()] == ["removed"]


def test_the_slot_file_of_version_2_opens_for_ever(tmp_path):
    """Made when somebody was removed: two hold the key before, and the new one sealed."""
    shutil.copy(GOLDEN / "slots-v2.json", tmp_path / "slots.json")
    slots = SlotFile.read(tmp_path)
    for name, password in (("Ratna", "tiga kata mudah"), ("made", "hujan di Mahakam")):
        opened = slots.unlock(name, password)
        assert opened.data_key == bytes(range(32))
        assert opened.edited == ()
    code = "FK6SR-Y954D-1SJ3Q-EQHB0-6GD1J-GHCAZ-KJQ5Z"
    assert slots.unlock_with_recovery(code) == bytes(range(32))
    split = slots.custody().split
    one, other = split.open(0, b"\1" * 32), split.open(1, b"\2" * 32)
    assert bytes(a ^ b for a, b in zip(one, other, strict=True)) == bytes(range(32))
    with pytest.raises(NotUnlocked):
        split.open(0, b"\2" * 32)
    assert [former.name for former in slots.former_keys()] == ["Bayu"]


def test_a_renewal_from_another_slot_opens_nothing(office):
    """Neither a swapped renewal nor one taken away lets anybody in with a key that fits."""
    office.remove(office.slots.add(office.ratna, "Ayu", "angin dari hulu", "clerk").id)
    before = office.content()["operators"]

    def swap(content):
        content["operators"][0]["renewal"] = before[1]["renewal"]

    office.edit(swap)
    with pytest.raises(NotUnlocked):
        office.slots.unlock("Ratna", office.RATNA)
    office.edit(lambda content: content["operators"][0].update(renewal=None))
    opened = office.slots.unlock("Ratna", office.RATNA)
    assert opened.data_key != office.ratna.data_key  # the old one, which opens no books any more
    assert opened.edited
