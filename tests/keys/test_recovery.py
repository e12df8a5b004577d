"""The paper code, typed by somebody in trouble."""

import random

import pytest

from app.domain.refusal import Refusal
from app.keys.recovery import ALPHABET, RecoveryCode


def problems(typed):
    with pytest.raises(Refusal) as refused:
        RecoveryCode.read(typed)
    return [(p.code, p.field, dict(p.facts)) for p in refused.value.problems]


def test_a_code_is_seven_groups_of_five_and_no_two_are_the_same():
    codes = {RecoveryCode.make().text for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5] * 7
        assert set(code) <= set(ALPHABET) | {"-"}
        assert RecoveryCode.read(code).text == code


@pytest.mark.parametrize(
    "mistype",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", "  "),
        lambda text: f"  {text}\n",
        lambda text: text.replace("-", " \u2013 "),
        lambda text: text.replace("0", "O").replace("1", "I"),
        lambda text: text.replace("0", "o").replace("1", "l"),
    ],
)
def test_case_spaces_dashes_and_look_alikes_are_forgiven(mistype):
    for _ in range(20):
        code = RecoveryCode.make()
        assert RecoveryCode.read(mistype(code.text)).text == code.text


def test_every_single_wrong_character_is_noticed_and_its_group_named():
    code = RecoveryCode.make().text
    for place, right in enumerate(code):
        if right == "-":
            continue
        for wrong in set(ALPHABET + "U*?") - {right}:
            typed = code[:place] + wrong + code[place + 1 :]
            assert problems(typed) == [
                ("recovery.group", "recovery_code", {"group": place // 6 + 1})
            ]


def test_characters_of_no_code_never_cancel_each_other():
    for _ in range(300):
        code = RecoveryCode.make().text
        assert problems("U?" + code[2:]) == [("recovery.group", "recovery_code", {"group": 1})]


def test_swapped_neighbours_are_noticed_and_their_group_named():
    chance = random.Random(1)
    for _ in range(50):
        code = RecoveryCode.make().text
        at = chance.choice([p for p in range(34) if p % 6 < 4])
        if code[at] == code[at + 1]:
            continue
        typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert problems(typed) == [("recovery.group", "recovery_code", {"group": at // 6 + 1})]


def test_swapped_groups_are_both_named():
    groups = RecoveryCode.make().text.split("-")
    groups[1], groups[4] = groups[4], groups[1]
    assert [facts["group"] for _, _, facts in problems("-".join(groups))] == [2, 5]


def test_a_missing_character_names_the_count_and_where_to_look():
    # a fixed code: after the gap a group checks by chance one time in 32
    code = "FK6SR-Y954D-1SJ3Q-EQHB0-6GD1J-GHCAZ-KJQ5Z"
    assert problems(code[:13] + code[14:]) == [
        ("recovery.length", "recovery_code", {"expected": 35, "typed": 34, "group": 3})
    ]
    assert problems(code[:-1])[0][2]["group"] == 7
    assert problems(code + "7")[0][2] == {"expected": 35, "typed": 36, "group": 7}
    assert problems(code[:29])[0][2] == {"expected": 35, "typed": 25, "group": 6}


@pytest.mark.parametrize("typed", ["", " - ", "\n"])
def test_nothing_typed_is_said_as_such(typed):
    assert problems(typed) == [("recovery.missing", "recovery_code", {})]


def test_a_code_carries_at_least_128_bits():
    # four free characters of five bits in each of seven groups; the fifth is the check
    assert 7 * 4 * 5 >= 128
    free = {RecoveryCode.make().text[:4] for _ in range(400)}
    assert len(free) > 395
