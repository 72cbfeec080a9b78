"""The command line."""

import json
import subprocess
import sys

import pandas as pd
import pytest


def panelpack(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "panelpack.commands.entry", *arguments], capture_output=True, text=True, timeout=60
    )


def test_help_explains_the_command():
    done = panelpack("--help")
    assert done.returncode == 0
    assert "Builds the yearly reports" in done.stdout
    assert "build" in done.stdout
    assert "list" in done.stdout


@pytest.mark.parametrize(
    ("kind", "one"), [("councils", "kent"), ("years", "2022-23"), ("reports", "safeguarding"), ("measures", "cpp_rate")]
)
def test_the_lists_name_what_there_is(kind, one):
    assert one in panelpack("list", kind).stdout


def test_an_unknown_list_is_refused_with_the_valid_ones():
    done = panelpack("list", "counsils")
    assert done.returncode == 4
    assert "valid: councils, years, reports, measures" in done.stderr


def test_an_unknown_option_is_refused():
    assert panelpack("build", "--yaer", "2022-23").returncode == 2


def test_make_refuses_a_variable_that_it_does_not_know(project):
    done = subprocess.run(["make", "pack", "YAER=2024-25"], capture_output=True, text=True, cwd=project.root)
    assert done.returncode != 0
    assert "there is no variable YAER" in done.stderr


FACTS = ["facts", "rereferrals_pct", "--area", "Kent", "--years", "2021-22:2022-23"]


def test_facts_are_printed_as_a_table_csv_and_json():
    assert "21.8%" in panelpack(*FACTS).stdout
    rows = panelpack(*FACTS, "--format", "csv").stdout.splitlines()
    assert len(rows) == 3 and rows[0].startswith("measure,label,area,name,year,period,start,end,breakdown,value")
    found = json.loads(panelpack(*FACTS, "--format", "json").stdout)
    assert [(row["value"], row["end"]) for row in found] == [(21.5, "2022-03-31"), (21.8, "2023-03-31")]


def test_a_wide_table_is_written_whole_into_a_file(tmp_path):
    out = tmp_path / "wide.csv"
    done = panelpack(*FACTS, "cpp_rate", "--wide", "--format", "csv", "--out", str(out))
    assert done.stdout == f"{out} is written\n"
    assert out.read_text().splitlines()[0] == 'year,"rereferrals_pct, Kent","cpp_rate, Kent"'


def test_parquet_is_for_a_file_and_keeps_the_kinds_of_its_columns(tmp_path):
    assert "name a file with --out" in panelpack(*FACTS, "--format", "parquet").stderr
    out = tmp_path / "facts.parquet"
    assert panelpack(*FACTS, "--format", "parquet", "--out", str(out)).returncode == 0
    frame = pd.read_parquet(out)
    assert frame["value"].tolist() == [21.5, 21.8]
    assert str(frame["end"].dtype).startswith("datetime64")


def test_facts_of_a_mistyped_name_advise():
    done = panelpack("facts", "rereferals_pct", "--area", "Kant")
    assert done.returncode == 4
    assert "did you mean rereferrals_pct?" in done.stderr and "did you mean Kent?" in done.stderr
