"""Splink 5 with its documented default training on one normalised file: the rival in the measuring.

    python splink_rival.py FILE.csv OUT.csv

Run by `bench_match.py` with a Python that has Splink; it knows nothing of Payung. Comparisons are
those of Splink's library that its tutorials use for people, training is the documented sequence.
The last line printed is JSON: seconds and megabytes of the whole.
"""

import json
import resource
import sys
import time

began = time.perf_counter()

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

RULES = (
    ("nik",), ("name", "birth_date"), ("phone",), ("birth_date", "kelurahan"),
    ("name", "kelurahan"), ("mother_name", "birth_date"), ("kk", "substr(name, 1, 3)"),
    ("name", "mother_name"), ("birth_date", "substr(name, 1, 3)"),
)  # fmt: skip


def main(source: str, target: str) -> None:
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads TO 2")
    api = DuckDBAPI(connection)
    people = connection.execute(
        "SELECT * FROM read_csv(?, all_varchar=true, header=true, nullstr='')", [source]
    ).to_arrow_table()
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            cl.NameComparison("name").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.LevenshteinAtThresholds("nik", [1, 2]),
            cl.NameComparison("mother_name").configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address", [0.9, 0.8]),
            cl.ExactMatch("kelurahan").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("phone", 1),
            cl.LevenshteinAtThresholds("kk", 1),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    linker = Linker(api.register(people), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("nik"), block_on("name", "birth_date", "mother_name")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (("birth_date",), ("name",)):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    found = linker.inference.predict(threshold_match_probability=0.01)
    connection.execute(
        f"COPY (SELECT id_l, id_r, match_probability FROM {found.physical_name})"  # noqa: S608
        f" TO '{target}' "
        "(HEADER, DELIMITER ',')"
    )


main(*sys.argv[1:3])
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - began,
            "cpu": time.process_time(),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )
)
