"""Names: what is kept, and what two spellings have in common (DOMAIN 8)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.names import clean_name, name_key, name_problems, name_readings, name_tokens
from app.domain.refusal import Level


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("siti  nur\u2019aini ", "SITI NUR'AINI"),
        ("Andi Baso, S.Pd.", "ANDI BASO, S.PD."),
        ("nur\u2013aini", "NUR-AINI"),
        ("Utuh\u00a0Anang\u200b", "UTUH ANANG"),
        ("a", "A"),
        ("Rene\u0301", "REN\u00c9"),
        ("", ""),
    ],
)
def test_a_name_is_kept_in_capitals_and_otherwise_as_written(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "field", "found"),
    [
        ("SANAH", "name", []),  # one word is a whole name
        ("A", "name", []),
        ("M. NUR'AINI AL-FATIH, S.E.", "name", []),
        ("", "name", []),
        ("A" * 60, "name", []),
        ("A" * 61, "name", [("name.long", Level.STOP)]),
        ("BUD1", "name", [("name.signs", Level.WARN)]),
        ("BUDI (ALM)", "name", [("name.signs", Level.WARN)]),
        ("\u0411\u0443\u0434\u0438", "name", [("name.signs", Level.WARN)]),
        ("-", "name", [("name.filler", Level.STOP)]),
        ("...", "name", [("name.filler", Level.STOP)]),
        ("0", "heirs.1.name", [("name.filler", Level.STOP)]),
        ("-", "mother_name", [("mother.filler", Level.STOP)]),  # OpenSID 9696
        ("Tidak diketahui", "mother_name", [("mother.filler", Level.STOP)]),
        ("tdk tahu", "mother_name", [("mother.filler", Level.STOP)]),
        ("xxx", "mother_name", [("mother.filler", Level.STOP)]),
        ("N/A", "mother_name", [("mother.filler", Level.STOP)]),
        ("NA", "mother_name", []),
    ],
)
def test_what_is_odd_about_a_name(typed, field, found):
    problems = name_problems(typed, field)
    assert [(problem.code, problem.level) for problem in problems] == found
    assert all(problem.field == field for problem in problems)


def each(words: str) -> list[str]:
    return words.split()


SAME = [
    # 1 capitals, accents, apostrophes, dots, commas, spaces
    ("SITI NUR'AINI", "siti  nuraini"),
    ("SITI NUR\u2018AINI", "SITI NUR`AINI"),
    ("REN\u00c9", "RENE"),
    ("M.YUSUF", "M. YUSUF"),
    ("NUR AINI", "NUR'AINI"),
    ("NUR-AINI", "NURAINI"),
    # 2 titles before
    *(
        (f"{title} SULAIMAN", "SULAIMAN")
        for title in each(
            "H H. HJ Hj. HAJI HAJAH DRS Drs. DRA DR IR PROF KH K.H. UST USTADZ TGK R RA RR RADEN "
            "DAENG GUSTI SYARIFAH HABIB ALM ALMH"
        )
    ),
    ("Prof. Dr. Ir. H. SULAIMAN", "SULAIMAN"),
    ("Drs.H.SULAIMAN", "SULAIMAN"),
    ("SULAIMAN (ALM)", "SULAIMAN"),
    ("SULAIMAN, H.", "SULAIMAN"),
    # 3 titles after
    *(
        (f"BUDI SANTOSO, {title}", "BUDI SANTOSO")
        for title in each("SE SH SPD ST SAG SSOS SKM AMD MM MPD MSI BA S.Pd. S.E. A.Md S.Sos")
    ),
    ("BUDI SANTOSO, S.E., M.M.", "BUDI SANTOSO"),
    ("BUDI SANTOSO, S. Pd", "BUDI SANTOSO"),
    ("BUDI SANTOSO S.Pd.", "BUDI SANTOSO"),
    ("BUDI SANTOSO SPD", "BUDI SANTOSO"),
    ("SANTOSO, BUDI", "BUDI SANTOSO"),  # a comma that parts no title
    # 4 lineage
    *((f"AHMAD {word} SALEH", "AHMAD SALEH") for word in ("BIN", "BINTI", "BTE", "BT", "B", "B.")),
    ("AHMAD BIN H. SALEH", "AHMAD SALEH"),
    ("SANAH ALIAS UTUH", "SANAH"),
    ("SANAH ALS UTUH", "SANAH"),
    ("SANAH AL. UTUH", "SANAH"),
    ("SANAH @ UTUH", "SANAH"),
    ("AHMAD AL FATIH", "AHMAD FATIH"),
    # 5 the family of Muhammad
    *(
        (f"{form} YUSUF", "MUHAMMAD YUSUF")
        for form in each(
            "MOHAMMAD MOHAMAD MUHAMAD MOCHAMAD MOCHAMMAD MUCHAMAD MOEHAMMAD MOH MOCH MUH MUHD MHD "
            "MD M Moh. Muh. M."
        )
    ),
    ("H. M. YUSUF", "MUHAMMAD YUSUF"),
    ("H.M.YUSUF", "MUHAMMAD YUSUF"),
    ("YUSUF MUH", "YUSUF MUHAMMAD"),
    # 6 others
    ("ABDUL RAHMAN", "ABDURRAHMAN"),
    ("ABDUL RAHMAN", "ABDURAHMAN"),
    ("ABD RAHMAN", "ABDURRAHMAN"),
    ("ABD. RACHMAN", "ABDUL RAHMAN"),
    ("ABDUR RAHMAN", "ABDULRAHMAN"),
    ("ABDOEL RACHMAN", "ABDURRAHMAN"),
    ("ABDUL SALAM", "ABDUSSALAM"),
    ("ABDUL LATIF", "ABDULLATIF"),
    ("ABDUL AZIZ", "ABDULAZIZ"),
    ("ABDULLAH", "ABDULAH"),
    ("ACHMAD", "AHMAD"),
    ("AHMAT", "AHMAD"),
    ("AKHMAD", "AHMAD"),
    ("SITTI AMINAH", "SITI AMINAH"),
    ("ST AMINAH", "SITI AMINAH"),
    ("St. AMINAH", "SITI AMINAH"),
    ("NOOR HASANAH", "NUR HASANAH"),
    ("NOER HASANAH", "NUR HASANAH"),
    ("NOORHAYATI", "NURHAYATI"),
    ("NJOMAN", "NYOMAN"),
    # 7 old spelling
    ("SOEHARTO", "SUHARTO"),
    ("DJAMAL", "JAMAL"),
    ("TJAHYO", "CAHYO"),
    ("SJAMSUDIN", "SYAMSUDIN"),
    ("CHAIRUL", "KHAIRUL"),
    ("SOEJATNO", "SUYATNO"),  # J is Y where the rest is old
    ("DJOJO", "JOYO"),
    ("PANDJI", "PANJI"),
    ("BANJAR", "BANJAR"),
    # 8 letters that sound alike
    ("AISYAH", "AISYA"),
    ("AISYAH", "AISHA"),
    ("SYARIFUDDIN", "SARIFUDIN"),
    ("KHOLIL", "HOLIL"),
    ("DZULKIFLI", "ZULKIFLI"),
    ("DHULKIFLI", "ZULKIFLI"),
    ("FITRI", "PITRI"),
    ("NOVI", "NOPI"),
    ("TAUFIQ", "TAUFIK"),
    ("THAMRIN", "TAMRIN"),
    ("ALEX", "ALEKS"),
    ("YANTI", "IANTI"),
    ("SURYANI", "SURIANI"),
    ("HASSAN", "HASAN"),
    ("SALEHAH", "SALEHA"),
    # the order of the words
    ("SANTOSO BUDI", "BUDI SANTOSO"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ANDI BASO", "BASO"),  # a Bugis title that is part of the name
        ("AJI MUHAMMAD", "MUHAMMAD"),  # a Kutai one
        ("UTUH", "ANANG"),  # Banjar nicknames are names
        ("BESSE", "BASO"),
        ("JAMAL", "YAMAL"),  # nothing old in the spelling
        ("BUDI BA", "BUDI"),  # without comma it may be the name
        ("SURYANI BINTI AHMAD", "SURYANI"),  # a subset, which is for the matching to weigh
        ("BIN SAID", "SAID"),  # no name before it
        ("AHMAD M", "AHMAD MUHAMMAD"),  # M alone only in front
        ("M", "MUHAMMAD"),
        ("SANAH", "SANI"),
    ],
)
def test_what_is_not_said_to_be_one_name(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["H", "HJ", "R", "A", "SE", "ALM", "BIN", "ALIAS", "M", "ST"])
def test_a_name_of_one_word_is_never_taken_for_a_title(name):
    assert name_key(name)


def test_tokens_keep_the_order_of_the_name():
    assert name_tokens("Hj. SITI AISYAH BINTI H. UTUH") == ("SITI", "AISA", "UTU")
    assert name_key("UTUH ANANG UTUH") == "ANANG UTU"


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("SANAH", [("SANA",)]),
        ("SANAH ALIAS HJ. MAMA UTUH", [("SANA",), ("MAMA", "UTU")]),
        ("AHMAD AL FATIH", [("AHMAD", "PATI"), ("PATI",)]),
        ("A. RAHMAN", [("A", "RAHMAN"), ("ANDI", "RAHMAN"), ("ABDURAHMAN",)]),
        ("A", [("A",)]),
        ("", [()]),
    ],
)
def test_every_reading_of_a_name_is_offered(name, readings):
    assert list(name_readings(name)) == readings


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_cleaning_a_clean_name_changes_nothing(text):
    assert clean_name(clean_name(text)) == clean_name(text)


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_a_key_does_not_depend_on_how_the_name_is_kept(text):
    assert name_key(clean_name(text)) == name_key(text)


@given(st.lists(st.sampled_from(each("BUDI SANTOSO AISYAH RUSLAN HAMDANI")), min_size=1))
@settings(max_examples=40)
def test_a_key_does_not_depend_on_the_order_of_the_words(words):
    assert name_key(" ".join(words)) == name_key(" ".join(reversed(words)))
