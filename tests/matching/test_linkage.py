"""Splink with our comparisons and weights says what the city's own engine says."""

import os
import shutil
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from tests.benchmarks import people_errors

from app.matching.city.blocking import propose
from app.matching.city.comparing import AT, COMPARISONS, Comparer, Likeness
from app.matching.city.people import FIELDS, People
from app.matching.city.reading import Reader
from app.matching.linkage import levels
from app.matching.linkage.likeness import likeness
from app.matching.linkage.prepared import prepare
from app.matching.linkage.running import DUCKDB, SPARK, linked

ROWS = 1500

ADDRESSES = (
    "JL. ROSELA ALAMANDA GARDENIA LAVENDEL NO. 5", "JL. ROSELA ALAMANDA GARDENIA PETUNIA NO. 5",
    "JL. LAVENDEL PETUNIA NO. 5", "JL. AKASIA TREMBESI MERANTI BANGKIRAI GAHARU NO. 8",
    "JL. AKASIA TREMBESI ULIN KERUING KAPUR NO. 8",
    "JL. MERANTI BANGKIRAI GAHARU ULIN KERUING KAPUR NO. 8", "JL. AKASIA TREMBESI NO. 9",
)  # fmt: skip
"""Of one person, sharing as much of their words as a level just asks, or just not enough."""


@pytest.fixture(scope="module")
def people():
    made = people_errors.make(ROWS, 5)
    more = {"name": "ROKAYAH MASTURAH", "birth_date": "17-08-1985"}
    columns = {name: made.columns[name] + [more.get(name, "")] * len(ADDRESSES) for name in FIELDS}
    columns["address"] = made.columns["address"] + list(ADDRESSES)
    ids = made.columns["id"] + [f"own{at}" for at in range(len(ADDRESSES))]
    return People(ids, columns)


@pytest.fixture(scope="module")
def prepared(people):
    return prepare(people)


@pytest.fixture(scope="module")
def ours(people, prepared):
    """The engine's pairs, their levels, and its weight of each: in log2, as Splink has them."""
    reader = Reader()
    table = reader.read(people)
    pairs = propose(table, reader)
    compared = Comparer(table, reader).compare(pairs.left, pairs.right)
    compared.rarity = compared.rarity.astype(np.float64)
    model = prepared.model
    for name in ("name", "mother"):  # what Splink has no words for: see `linkage`
        at = AT[name]
        part = (compared.levels[at] >= Likeness.PART) & (compared.levels[at] < Likeness.SAME)
        compared.rarity[at][part] = np.log(model.strangers[name][compared.levels[at][part]])
    prior = np.log(model.share_one / (1 - model.share_one))
    weights = (model.weights(compared) + prior) / np.log(2)
    told = zip(pairs.left.tolist(), pairs.right.tolist(), weights.tolist(), strict=True)
    return {(one, other): weight for one, other, weight in told}, compared.levels


def weights(found):
    told = zip(found.left.tolist(), found.right.tolist(), found.match_weight.tolist(), strict=True)
    return {(one, other): weight for one, other, weight in told}


@pytest.fixture
def duckdb():
    if not (find_spec("splink") and find_spec("duckdb")):
        pytest.skip("LOUDLY: Splink is not installed here (extra `linkage`)")


@pytest.fixture
def spark():
    """A Spark of this PC alone."""
    if not (find_spec("splink") and find_spec("pyspark")):
        pytest.skip("LOUDLY: PySpark is not installed here (`pyspark>=4.1`, beside `linkage`)")
    if not shutil.which("java"):
        pytest.skip("LOUDLY: there is no Java here, so no Spark")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    asked = {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "2",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    session = SparkSession.builder.master("local[2]").config(map=asked).getOrCreate()
    yield session
    session.stop()


@pytest.mark.usefixtures("duckdb")
def test_splink_on_duckdb_weighs_the_same_pairs_as_we_do(people, prepared, ours):
    found = weights(linked(people.ids, prepared, DUCKDB))
    assert found.keys() == ours[0].keys()
    assert found == pytest.approx(ours[0], abs=1e-6)


@pytest.mark.usefixtures("duckdb")
def test_only_pairs_of_the_weight_asked_for_are_told_the_surest_first(people, prepared, ours):
    found = linked(people.ids, prepared, DUCKDB, least=10)
    assert weights(found).keys() == {pair for pair, weight in ours[0].items() if weight >= 10}
    assert (np.diff(found.match_weight) <= 0).all()


def test_splink_on_spark_weighs_the_same_pairs_as_we_do(spark, people, prepared, ours):
    found = weights(linked(people.ids, prepared, SPARK, spark))
    assert found.keys() == ours[0].keys()
    assert found == pytest.approx(ours[0], abs=1e-6)


def test_the_set_shows_nearly_every_level(ours):
    """Otherwise sameness would say little."""
    unseen = {
        (name, level.name)
        for name, kind in COMPARISONS.items()
        for level in kind
        if not (ours[1][AT[name]] == level).any()
    }
    assert unseen <= {("name", Likeness.MISSING.name), ("place", "MISSING")}


def test_every_level_is_asked_in_sql_with_both_its_chances(prepared):
    for comparison in levels.comparisons(prepared.model):
        nothing, *rest = comparison["comparison_levels"]
        assert nothing["is_null_level"]
        assert rest[-1]["sql_condition"] == "ELSE"
        assert all(0 < level["m_probability"] <= 1 for level in rest)
        assert all(0 < level["u_probability"] <= 1 for level in rest)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("SITI ROKAYAH", "SITI ROKAIYAH", Likeness.NEAR),
        ("SITI ROKAYAH", "SITI", Likeness.SUBSET),
        ("SITI ROKAYAH", "S ROKAYAH", Likeness.INITIAL),
        ("BUDI", "ZUBAIDAH", Likeness.DIFFER),
    ],
)
def test_names_are_compared_from_their_texts_alone(one, other, level):
    assert likeness([one, "AHMAD"], [other, "MAHMUD"])[0] == level


def test_what_is_prepared_has_a_row_for_everybody(people, prepared):
    assert {len(column) for column in prepared.columns.values()} == {len(people)}
    assert len(prepared) == len(people)
