"""What Anggaran says, with the figures of DOMAIN, section 2.5."""

import pytest

from app.domain.months import Month
from app.domain.programme import WhatIf
from app.wording import money

BILLION3 = 3_000_000_000


def test_what_the_money_buys_is_one_sentence():
    asked = WhatIf(19_000, 12, 16_800, BILLION3)
    assert money.reckoning(asked) == "19.000 orang x 12 bulan x Rp16.800 = Rp3.830.400.000"
    assert money.verdict(asked) == "Kurang Rp830.400.000."
    assert money.buys(asked, 12) == (
        "Rp3.000.000.000 cukup untuk 19.000 orang selama 9 bulan, atau 14.880 orang selama 12"
        " bulan."
    )
    assert money.buys(WhatIf(0, 12, 16_800, BILLION3), 12) == ""


def test_money_beyond_the_programme_is_enough_for_all_of_it():
    assert money.buys(WhatIf(14, 6, 16_800, BILLION3), 12) == (
        "Rp3.000.000.000 cukup untuk 14 orang selama seluruh program (12 bulan), atau 29.761 orang"
        " selama 6 bulan."
    )
    assert "selama 9 bulan, atau" in money.buys(WhatIf(19_000, 6, 16_800, BILLION3), 12)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (WhatIf(0, 12, 16_800, BILLION3), "Belum ada orang yang lolos pemeriksaan"),
        (WhatIf(9, 0, 16_800, 5_000), "Semua bulan sudah dibayar. Rp5.000 tidak akan terpakai."),
        (WhatIf(2, 2, 16_800, 70_000), "selama 2 bulan lagi; Rp2.800 tidak akan terpakai."),
        (WhatIf(2, 3, 16_800, 70_000), "kurang Rp30.800 untuk 2 orang selama 3 bulan lagi."),
    ],
)
def test_the_outlook_says_what_becomes_of_the_rest(rest, said):
    assert said in money.outlook(rest)


def test_months_and_amounts_are_written_as_people_write_them():
    november, december = Month(2026, 11), Month(2026, 12)
    assert money.months(november, november) == "November 2026"
    assert money.months(november, december) == "November - Desember 2026"
    assert money.months(december, Month(2027, 1)) == "Desember 2026 - Januari 2027"
    assert money.month_typed(november) == "11-2026"
    assert money.signed(-16_800) == "-Rp16.800"
