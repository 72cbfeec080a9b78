"""Reading the SSDA903 return: modules known by their columns, the XML export, distances, and returns of other years."""

import pandas as pd
import pytest

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.ssda903.read import read, recognises, table_of
from panelpack.facts.returns.ssda903.the_return import SSDA903
from panelpack.facts.returns.typed import Numbering
from ssda903_returns import HEADINGS, WHOLE, collection_of, episode, files_of, read_files, source

EXPORT = """<?xml version='1.0'?>
<EXPSSDA903>
<CHILD><HEADER><CHILDID>C1</CHILDID><UPN>UN1</UPN><SEX>1</SEX><DOB>05/05/2010</DOB><ETHNIC>WBRI</ETHNIC><UASC/>
<AREVIEW><REVIEW>10/06/2022</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>01/05/2022</MIS_START><MIS_END>02/05/2022</MIS_END></AMISSING>
<PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
<OC2><SDQ_SCORE>12</SDQ_SCORE><IMMUNISATIONS>1</IMMUNISATIONS><TEETH_CHECK>0</TEETH_CHECK>
<HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT></OC2></HEADER>
<EPISODE><DECOM>01/06/2018</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><HOME_POST>AB1 2CD</HOME_POST>
<PL_POST>EF3 4GH</PL_POST><DEC/><REC/></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>C4</CHILDID><SEX>2</SEX><DOB>01/04/2020</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC>
<DUC>01/04/2038</DUC><IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>B1</ACCOM><DATE_INT>01/07/2021</DATE_INT>
<DATE_MATCH>01/07/2021</DATE_MATCH><FOSTER_CARE>0</FOSTER_CARE>
<AD_PLACED><DATE_PLACED>20/11/2020</DATE_PLACED></AD_PLACED></HEADER>
<EPISODE><DECOM>01/08/2021</DECOM><RNE>P</RNE><LS>E1</LS><PL>A6</PL><DEC>15/07/2022</DEC><REC>E12</REC></EPISODE>
<EPISODE><DECOM>20/07/2022</DECOM><RNE>S</RNE><LS>V2</LS><PL>U6</PL><DEC/><REC/></EPISODE></CHILD>
</EXPSSDA903>"""


@pytest.mark.parametrize("name", HEADINGS)
def test_a_module_is_known_by_its_columns_in_any_order_case_and_with_more(name):
    headings = [f" {heading.lower()} " for heading in reversed(HEADINGS[name].split(","))]
    assert table_of([*headings, "TEAM"]).name == name
    assert recognises(source("whatever.txt", "\ufeff" + HEADINGS[name] + "\n"))


def test_files_of_other_kinds_are_not_taken():
    assert not recognises(source("episodes.csv", "Child Unique ID,Date of Contact\n1,01/05/2022\n"))
    assert not recognises(source("cin.xml", "<Message><Header/><Children><Child/></Children></Message>"))
    assert not recognises(source("episodes.csv", ""))


def test_every_module_of_a_whole_return_is_read_without_a_fault_but_for_postcodes():
    records, faults = read_files(files_of(WHOLE))
    assert set(records.tables) == set(WHOLE)
    assert {name: len(records[name]) for name in WHOLE} == {name: len(rows) for name, rows in WHOLE.items()}
    assert [fault.rule for fault in faults] == ["no_postcodes"]
    assert faults[0].touches == ("cla_20miles_outside_pct",)


def test_no_postcode_upn_or_social_worker_is_a_column_of_any_record():
    records, _ = read_files(files_of(WHOLE))
    held = {column for table in records.tables.values() for column in table.columns}
    assert held.isdisjoint({"home_post", "pl_post", "upn", "sw_id", "mc_dob"})
    text = " ".join(table.astype(str).to_csv() for table in records.tables.values())
    assert not any(secret in text for secret in ("NS1", "FAR", "A123456789012", "QX1", "SW1"))


def test_identifiers_and_dates_of_birth_go_to_the_private_store():
    kept = []
    read_return(SSDA903, files_of(WHOLE), collection_of(), Numbering(), lambda values: kept.extend(values))
    assert {"QX1", "L2", "A123456789012", "SW1", pd.Timestamp("2010-05-05").date()} <= set(kept)


def test_the_xml_export_gives_the_same_modules():
    records, faults = read_files([source("export.xml", EXPORT)])
    assert {name: len(rows) for name, rows in records.tables.items()} == {
        "header": 2, "episodes": 3, "reviews": 1, "uasc": 1, "oc2": 1, "oc3": 1, "ad1": 1, "placed_adoption": 1,
        "prev_perm": 1, "missing": 1,
    }  # fmt: skip
    episodes = records["episodes"]
    assert list(episodes["place"]) == ["U4", "A6", "U6"]
    assert list(episodes["row"]) == [1, 2, 2]
    assert list(episodes["child"]) == [0, 1, 1]
    assert records["uasc"]["child"].tolist() == records["ad1"]["child"].tolist() == [1]
    assert [fault.rule for fault in faults if fault.severity != "warn"] == []


def test_an_xml_that_declares_an_entity_is_refused():
    harmful = EXPORT.replace("<EXPSSDA903>", '<!DOCTYPE x [<!ENTITY e "x">]>\n<EXPSSDA903>', 1)
    records, faults = read_files([source("export.xml", harmful)])
    assert not records.tables
    assert [(fault.rule, fault.severity) for fault in faults] == [("cannot_be_read", "stop")]


def test_csv_and_xml_together_lose_the_return_and_name_every_measure():
    records, faults = read_files([*files_of(WHOLE), source("export.xml", EXPORT)])
    assert not records.tables
    assert [(fault.rule, fault.severity) for fault in faults] == [("csv_and_xml", "stop")]
    assert {"cla_march", "cla_quarterly", "adopted", "care_leavers_eet_19_21_pct"} <= set(faults[0].touches)


def test_a_module_in_two_files_is_joined_or_refused_where_rows_are_the_same():
    header, episodes = HEADINGS["episodes"], [episode(row) for row in WHOLE["episodes"]]
    halves = [source(f"{n}.csv", "\n".join([header, *part])) for n, part in enumerate((episodes[:4], episodes[4:]))]
    records, faults = read_files(halves)
    assert len(records["episodes"]) == len(episodes)
    assert "table_in_parts" in {fault.rule for fault in faults}
    records, faults = read_files([halves[0], halves[0]])
    assert "episodes" not in records
    assert "two_files_for_one_table" in {fault.rule for fault in faults}


@pytest.mark.parametrize(
    ("decom", "dec", "stops"),
    [
        ("01/05/2022", "", False),
        ("01/06/2018", "", True),
        ("01/04/2023", "", True),
        ("31/03/2023", "", False),
        ("01/04/2022", "05/04/2023", False),
        ("31/03/2022", "", True),
    ],
)
def test_a_return_of_another_year_stops(decom, dec, stops):
    records, faults = read_files(files_of({"episodes": [f"C1 {decom} S C2 U4 {dec or '-'} {'E4A' if dec else '-'}"]}))
    assert [fault.rule for fault in faults if fault.severity == "stop"] == ["wrong_year"] * stops
    assert ("episodes" in records) is not stops


def test_most_dates_after_the_year_stop_and_half_of_them_do_not():
    rows = ["C1,05/05/2010,01/05/2022,PN1", "C1,05/05/2010,01/05/2023,PN1", "C1,05/05/2010,01/06/2023,PN1"]
    assert "wrong_year" in {fault.rule for fault in read_files(files_of({"reviews": rows}))[1]}
    assert "wrong_year" not in {fault.rule for fault in read_files(files_of({"reviews": rows[:2]}))[1]}


def test_a_file_name_of_another_year_is_only_a_warning():
    files = [source("2019-header.csv", "\n".join([HEADINGS["header"], *WHOLE["header"]]))]
    records, faults = read_files(files)
    assert "header" in records
    assert [(fault.rule, fault.severity) for fault in faults] == [("name_of_another_year", "warn")]


@pytest.mark.parametrize(
    ("column", "cell", "label", "known"),
    [
        ("sex", "1", "2023-24", True),
        ("sex", "1", "2024-25", False),
        ("sex", "F", "2023-24", False),
        ("sex", "F", "2024-25", True),
    ],
)
def test_codes_of_sex_change_with_the_return_of_2025(column, cell, label, known):
    records, faults = read_files(files_of({"header": [f"C1,{cell},05/05/2010,WBRI,,,"]}), label)
    assert (records["header"][column][0] == cell) is known
    assert [fault.rule for fault in faults] == ([] if known else ["code_of_another_year"])


@pytest.mark.parametrize(
    ("place", "last_or_first", "known"),
    [("H5", "2023-24", True), ("H5", "2024-25", False), ("P2", "2023-24", True), ("P2", "2024-25", False),
     ("K3", "2023-24", False), ("K3", "2024-25", True), ("Z1", "2024-25", True), ("Z1", "2025-26", False),
     ("Z11", "2024-25", False), ("Z14", "2025-26", True)],
)  # fmt: skip
def test_codes_of_placements_change_with_the_returns_of_2025_and_2026(place, last_or_first, known):
    year = int(last_or_first[:4])
    records, _ = read_files(files_of({"episodes": [f"C1 01/05/{year} S C2 {place}"]}), last_or_first)
    assert list(records["episodes"]["place"]) == [place if known else "not known"]


def test_an_activity_retired_in_2022_stays_in_the_base_as_not_known():
    records, _ = read_files(files_of({"oc3": ["L1,01/07/2003,YES,F3,B1"]}))
    assert list(records["oc3"]["activ"]) == ["not known"]
    records, _ = read_files(files_of({"oc3": ["L1,01/07/2001,YES,F3,B1"]}), "2020-21")
    assert list(records["oc3"]["activ"]) == ["F3"]


def test_postcodes_become_miles_and_a_flag_and_unknown_ones_stay_unknown(tmp_path):
    # 32,186 metres are twenty miles to the decimal, 32,347 are 20.1
    (tmp_path / "postcodes.csv").write_text(
        "postcode,easting,northing,area\nNS1 1AA,0,0,E06000024\nAW1 1AA,32186,0,E06000023\nAW2 2AA,0,32347,E06000023\n"
    )
    rows = [
        "C1 01/05/2022 S C2 U4 - - - NS11AA/aw11aa",
        "C2 01/05/2022 S C2 U4 - - - NS11AA/AW22AA",
        "C3 01/05/2022 S C2 U4 - - - NOPE/AW22AA",
        "C4 01/05/2022 S C2 U4 - - - NS11AA/NS11AA",
        "C5 01/05/2022 S C2 U4",
    ]
    records, faults = read_files(files_of({"episodes": rows}), lookups=tmp_path)
    found = records["distances"]
    assert found["miles"].fillna(-1).tolist() == [20.0, 20.1, -1, 0, -1]
    assert found["outside"].astype(object).where(found["outside"].notna(), None).tolist() == [
        True, True, True, False, None,
    ]  # fmt: skip
    assert [(fault.rule, fault.rows, fault.first_row) for fault in faults] == [("postcode_not_known", 1, 4)]
    assert "NOPE" not in str(faults)


def test_a_table_of_postcodes_without_a_column_is_said_and_costs_only_the_distance(tmp_path):
    (tmp_path / "postcodes.csv").write_text("postcode,easting\nNS1 1AA,0\n")
    records, faults = read_files(files_of({"episodes": ["C1 01/05/2022 S C2 U4"]}), lookups=tmp_path)
    assert "episodes" in records
    assert "distances" not in records
    assert [(fault.rule, fault.severity) for fault in faults] == [("postcodes_not_read", "warn")]


def test_nothing_is_made_of_no_files():
    assert not read([], Collection("x", "000", "E06000024", "2022-23")).texts
