"""Splink on DuckDB or on Spark, given our columns, keys, levels and weights.

    for one, other, weight in zip(linked.left, linked.right, linked.match_weight): ...

DuckDB needs nothing more. A session of Spark is the caller's, who knows his cluster; its workers
need this program's packages for the comparison of names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.matching.city.people import People
from app.matching.linkage import levels, likeness
from app.matching.linkage.prepared import Prepared, prepare

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

DUCKDB, SPARK = "duckdb", "spark"

KEY = "meeting"
"""The column of the keys by which rows meet."""


@dataclass(frozen=True, slots=True, repr=False)
class Linked:
    """The pairs that Splink weighed, by number of row, the smaller on the left."""

    ids: Sequence[str]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    match_weight: NDArray[np.float64]  # log2 of the odds, the share of true pairs counted in

    def __len__(self) -> int:
        return len(self.left)


def run(
    people: People, backend: str = DUCKDB, session: "SparkSession | None" = None,
    least: float | None = None,
) -> Linked:  # fmt: skip
    """Who of one file was written down twice, by Splink; of those weighing `least` and more."""
    return linked(people.ids, prepare(people), backend, session, least)


def linked(
    ids: Sequence[str], prepared: Prepared, backend: str = DUCKDB,
    session: "SparkSession | None" = None, least: float | None = None,
) -> Linked:  # fmt: skip
    """The same for a file that is prepared."""
    from splink import Linker, SettingsCreator

    api = _on_spark(session) if backend == SPARK else _on_duckdb()
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        comparisons=levels.comparisons(prepared.model),
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": f"l.{KEY} = r.{KEY}", "arrays_to_explode": [KEY]}
        ],
        probability_two_random_records_match=prepared.model.share_one,
        retain_matching_columns=False,
    )
    linker = Linker(
        api.register(_table(prepared)),
        settings,
        log_level=None,  # what is logged is the program's matter
        validate_settings=False,
    )
    for column, (codes, shares) in prepared.rarities.items():
        known = _columns({column: codes, f"tf_{column}": shares})
        linker.table_management.register_term_frequency_lookup(api.register(known), column)
    found = linker.inference.predict(threshold_match_weight=least)
    return _told(ids, found.as_dict())


def _told(ids: Sequence[str], found: dict[str, list[Any]]) -> Linked:
    left, right = np.array(found["row_l"], np.int64), np.array(found["row_r"], np.int64)
    weights = np.array(found["match_weight"], np.float64)
    order = np.lexsort((right, left, -weights))
    return Linked(ids, left[order], right[order], weights[order])


# --- what each backend is given -------------------------------------------------------------------


def _columns(columns: dict[str, list[Any]]) -> "pa.Table":
    import pyarrow as pa

    kinds = {
        name: pa.float32() if name.startswith("street_weight") else _kind(values)
        for name, values in columns.items()
    }
    return pa.table({name: pa.array(columns[name], kind) for name, kind in kinds.items()})


def _kind(values: Sequence[Any]) -> "pa.DataType":
    import pyarrow as pa

    kinds = {str: pa.string(), bool: pa.bool_(), float: pa.float64()}
    return kinds.get(type(next((each for each in values if each is not None), 0)), pa.int64())


def _table(prepared: Prepared) -> "pa.Table":
    import pyarrow as pa

    held = np.unique(np.stack([prepared.key_rows, prepared.keys.view(np.int64)]), axis=1)
    ends = np.searchsorted(held[0], np.arange(len(prepared) + 1))
    met = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(held[1]))
    return _columns(prepared.columns).append_column(KEY, met)


def _on_duckdb() -> Any:
    import duckdb
    from duckdb import sqltypes
    from splink import DuckDBAPI

    connection = duckdb.connect(":memory:")
    text = sqltypes.VARCHAR
    for name, compare in _compared().items():
        connection.create_function(name, compare, [text, text], sqltypes.INTEGER, type="arrow")
    return DuckDBAPI(connection)


def _on_spark(session: "SparkSession | None") -> Any:
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import arrow_udf
    from pyspark.sql.types import IntegerType
    from splink import SparkAPI

    session = session or SparkSession.builder.getOrCreate()
    for name, compare in _compared().items():
        session.udf.register(name, arrow_udf(compare, IntegerType()))
    return SparkAPI(
        spark_session=session,
        break_lineage_method="persist",  # otherwise it leaves files, with residents in them
        register_udfs_automatically=False,  # our levels ask for none of Splink's own, in Scala
    )


def _compared() -> "dict[str, Callable[[pa.Array, pa.Array], pa.Array]]":
    """What levels call, by name."""
    return {
        levels.LIKENESS: _of_arrow(likeness.Remembered()),
        levels.SLIPS: _of_arrow(likeness.slips),
    }


def _of_arrow(
    compare: Callable[[Sequence[str], Sequence[str]], NDArray[np.int32]],
) -> "Callable[[pa.Array, pa.Array], pa.Array]":
    """A function of two columns of Arrow's; a pair of which one is missing is not compared."""

    def of_columns(left: "pa.Array", right: "pa.Array") -> "pa.Array":
        import pyarrow as pa

        ones, others = left.to_pylist(), right.to_pylist()
        known = [at for at, pair in enumerate(zip(ones, others, strict=True)) if None not in pair]
        found = np.zeros(len(ones), np.int32)
        if known:
            found[known] = compare([ones[at] for at in known], [others[at] for at in known])
        return pa.array(found)

    # annotations of arrays would have Spark and DuckDB guess what kind of function this is
    of_columns.__annotations__.clear()
    return of_columns
