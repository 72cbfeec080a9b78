"""SEN2 is read from the XML and from the tables of COLLECT alike; what is broken is named, and who it is forgotten."""

from datetime import date

import pandas as pd
import pytest

from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.sen2.the_return import SEN2
from panelpack.facts.returns.typed import Numbering
from sen2_returns import COLLECTION, case, element, person, read, source, upn_of, xml

RECEIVED = date(2022, 2, 1)

TABLES = {
    "sen2": "sen2tableid,NativeId,collection,year,referencedate,lea\n1.0,x,SEN2,2023.0,2023-Jan-19 00:00:00,802.0\n",
    "person": "persontableid,sen2tableid,surname,forename,personbirthdate,postcode,upn\n"
    f"11.0,1.0,Surname1,Forename1,2014-May-06 00:00:00,BS23 1UJ,{upn_of(1)}\n",
    "requests": "requeststableid,persontableid,receiveddate,requestoutcomedate,requestoutcome,rya\n"
    "21.0,11.0,2022-Feb-01 00:00:00,2022-Mar-03 00:00:00,Y,0.0\n",
    "assessment": "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,week20\n"
    "31.0,21.0,Y,2022-Jun-01 00:00:00,0.0\n",
    "namedplan": "namedplantableid,assessmenttableid,startdate,ceasedate,ceasereason\n"
    "41.0,31.0,2022-Jun-21 00:00:00,,\n",
    "plandetail": "plandetailtableid,namedplantableid,urn\n51.0,41.0,109001.0\n",
    "activeplans": "activeplanstableid,requeststableid,transferla,lastreview\n61.0,21.0,,\n",
    "placementdetail": "placementdetailtableid,activeplanstableid,urn,placementrank,entrydate,SENUNITindicator\n"
    "71.0,61.0,109001.0,1.0,2022-Sep-01 00:00:00,\n",
    "senneed": "senneedtableid,activeplanstableid,sentype,sentyperank\n81.0,61.0,SEMH,1.0\n",
}


def export(**changed):
    """The tables of COLLECT of one child, under names that say nothing; a table set to None is not there."""
    tables = {**TABLES, **changed}
    return [source(f"{place}.csv", text) for place, text in enumerate(tables.values()) if text is not None]


def rules_of(faults):
    return [fault.rule for fault in faults]


def bare(table):
    return table.drop(columns=["row", "file"])


def test_the_xml_and_the_tables_of_collect_are_the_same_records():
    of_xml, faults = read(source("a.xml", xml([person(1, case(RECEIVED, 140))])))
    of_tables, others = read(*export())
    assert faults == []
    assert set(rules_of(others)) == {"number_with_point"}
    assert set(of_xml.tables) == set(of_tables.tables) and len(of_xml.tables) == 7
    for name, table in of_xml.tables.items():
        pd.testing.assert_frame_equal(bare(table), bare(of_tables[name]))


@pytest.mark.parametrize("name", list(TABLES))
def test_each_table_of_collect_is_recognised_by_its_ids(name):
    assert SEN2.recognises(source("x", TABLES[name]))


@pytest.mark.parametrize(
    "other",
    [
        "CHILD,DOB,REVIEW\n1,01/02/2010,\n",
        "<Message><Header/><Children><Child/></Children></Message>",
        "requeststable,receiveddate\n1,2\n",
    ],
)
def test_what_is_no_sen2_is_not_taken_for_it(other):
    assert not SEN2.recognises(source("sen2.xml", other))


def test_identifiers_and_names_are_remembered_and_postcodes_dropped():
    kept = []
    text = xml([person(1, case(RECEIVED, 140))])
    records, _ = read_return(SEN2, [source("a.xml", text)], COLLECTION, Numbering(), lambda values: kept.extend(values))
    assert set(kept) == {upn_of(1), "Forename1 Surname1", date(2014, 5, 6)}
    shown = "".join(table.to_csv() for table in records.tables.values())
    assert not any(word in shown for word in (upn_of(1), "BS23", "Surname1", "Forename1"))


def test_spelling_drifts_in_case_and_a_list_in_a_wrapper_is_read():
    need = "<SENNeeds><SENNEED><sentype>HI</sentype><SENTypeRank>1</SENTypeRank></SENNEED></SENNeeds>"
    place = "<PlacementDetail><SENSetting>EHE</SENSetting></PlacementDetail>"
    child = person(
        1, f"<requests><receivedDATE>2022-02-01</receivedDATE><ActivePlans>{need}{place}</ActivePlans></requests>"
    )
    records, _ = read(source("a.xml", xml([child]).replace("<Message>", '<Message xmlns="urn:sen2">')))
    assert list(records["needs"]["need"]) == ["HI"]
    assert list(records["placements"]["setting"]) == ["EHE"]


@pytest.mark.parametrize(
    ("header", "rule", "words"),
    [
        ({"lea": "201"}, "wrong_council", "it is of council 201, and this one is 802"),
        ({"lea": ""}, "wrong_council", "it is of council without a number"),
        ({"year": "2024"}, "wrong_year", "it is of 2024, and 2022-23 needs the return of January 2023"),
        ({"day": "2022-01-20"}, "wrong_reference_date", "it counts at 20 January 2022, not in January 2023"),
    ],
)
def test_a_return_of_another_council_or_year_stops_all(header, rule, words):
    records, faults = read(source("a.xml", xml([person(1, case(RECEIVED, 140))], **header)))
    assert records.tables == {}
    (fault,) = [fault for fault in faults if fault.severity == "stop"]
    assert (fault.rule, fault.table) == (rule, "") and words in fault.what


@pytest.mark.parametrize(("day", "rules"), [("2023-01-18", ["other_reference_date"]), ("", ["no_reference_date"])])
def test_another_day_in_january_is_a_warning(day, rules):
    records, faults = read(source("a.xml", xml([person(1, case(RECEIVED, 140))], day=day)))
    assert rules_of(faults) == rules and len(records["plans"]) == 1


def test_tables_without_a_header_are_read_and_said_to_be_unknown():
    records, faults = read(*export(sen2=None))
    assert "no_header" in rules_of(faults) and len(records["plans"]) == 1


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("person", 7),
        ("requests", 6),
        ("assessment", 2),
        ("namedplan", 1),
        ("activeplans", 3),
        ("senneed", 1),
    ],
)
def test_a_table_that_is_missing_takes_those_below_it(name, lost):
    records, faults = read(*export(**{name: None}))
    stops = [fault for fault in faults if fault.rule == "level_missing"]
    assert len(stops) == lost and len(records.tables) == 7 - lost
    assert {fault.table for fault in stops}.isdisjoint(records.tables)


def test_rows_without_a_parent_are_left_out_and_counted():
    more = TABLES["requests"] + "22.0,99.0,2022-Mar-01 00:00:00,,A,0.0\n"
    records, faults = read(*export(requests=more))
    (fault,) = [fault for fault in faults if fault.rule == "without_parent"]
    assert (fault.severity, fault.table, fault.rows, fault.first_row) == ("drop", "requests", 1, 3)
    assert len(records["requests"]) == 1


def test_a_row_twice_in_one_table_counts_once():
    line = TABLES["requests"].splitlines()[1]
    records, faults = read(*export(requests=f"{TABLES['requests']}{line}\n"))
    assert "row_twice" in rules_of(faults) and len(records["requests"]) == 1


def test_two_files_for_one_table_stop_it():
    records, faults = read(*export(), source("again.csv", TABLES["requests"]))
    assert [(f.rule, f.table) for f in faults if f.severity == "stop"] == [("two_files_for_one_table", "requests")]
    assert "requests" not in records


def test_the_xml_and_the_tables_together_stop_all_tables():
    records, faults = read(source("a.xml", xml([person(1, case(RECEIVED, 140))])), *export())
    assert {f.rule for f in faults if f.severity == "stop"} == {"two_files_for_one_table"}
    assert records.tables == {}


def test_ids_that_a_spreadsheet_made_numbers_of_stop_all():
    records, faults = read(*export(person=TABLES["person"].replace("11.0", "1.1E+12")))
    assert "identifier_as_number" in rules_of(faults) and records.tables == {}


def test_text_outside_an_element_is_passed_over_with_its_record():
    children = [person(1, case(RECEIVED, 140)), person(2, "stray", case(RECEIVED, 140))]
    records, faults = read(source("a.xml", xml(children)))
    assert [(f.rule, f.rows, f.first_row) for f in faults] == [("stray_text", 1, 2)]
    assert len(records["plans"]) == 2


def test_a_level_where_it_does_not_belong_stops_its_table():
    child = person(1, case(RECEIVED, 140), element("ActivePlans", TransferLA=""))
    records, faults = read(source("a.xml", xml([child])))
    assert [(f.rule, f.table) for f in faults if f.severity == "stop"] == [("misplaced", "active_plans")]
    assert "active_plans" not in records and "plans" in records


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Message><Persons>&e;</Persons></Message>', "type"),
        ("<Message>\n<Persons><Person></Persons></Message>", "not well formed, line 2"),
    ],
)
def test_an_xml_that_could_do_harm_or_is_broken_gives_nothing(text, words):
    records, faults = read(source("a.xml", text))
    assert records.tables == {} and words in faults[0].what


def test_persons_without_a_upn_are_told_apart_by_names_and_births():
    def unknown(name, born):
        leaves = {"Surname": name, "Forename": "A", "PersonBirthDate": born, "UPNunknown": "UN3"}
        return element("Person", case(RECEIVED, 140), **leaves)

    children = [unknown("B", "2014-01-01"), unknown("b", "2014-01-01"), unknown("B", "2015-01-01")]
    records, _ = read(source("a.xml", xml(children)))
    assert records["persons"]["child"].nunique() == 2
    assert set(records["persons"]["upn_state"]) == {"reason"}


def test_two_children_with_one_upn_are_two_and_a_wrong_letter_is_seen():
    wrong = ("A" if upn_of(3)[0] != "A" else "B") + upn_of(3)[1:]
    children = [
        person(1, case(RECEIVED, 140), upn=upn_of(9)),
        person(2, case(RECEIVED, 140), upn=upn_of(9), born="2010-01-01"),
        person(3, case(RECEIVED, 140), upn=wrong),
    ]
    records, faults = read(source("a.xml", xml(children)))
    assert records["persons"]["child"].nunique() == 3
    assert {(f.rule, f.rows, f.number) for f in faults} == {("shared_upn", 2, "1520"), ("wrong_upn", 1, "1510")}


def test_a_code_of_another_year_counts_as_not_known():
    records, faults = read(source("a.xml", xml([person(1, case(RECEIVED, 140, need="DS"))])))
    assert list(records["needs"]["need"]) == ["not known"]
    assert "code_of_another_year" in rules_of(faults)


def test_of_a_request_with_an_ended_and_an_open_plan_the_plan_goes_on():
    ended = element("NamedPlan", StartDate="2022-05-01", CeaseDate="2022-06-01", CeaseReason=2)
    going_on = element("NamedPlan", StartDate="2022-07-01")
    request = element(
        "Requests",
        *(element("Assessment", plan, AssessmentOutcome="Y") for plan in (ended, going_on)),
        element("ActivePlans", TransferLA=""),
        ReceivedDate="2022-01-05",
    )
    records, _ = read(source("a.xml", xml([person(1, request)])))
    assert records["active_plans"]["cease_date"].isna().all() and len(records["active_plans"]) == 1


def test_a_return_without_the_days_of_requests_has_no_requests():
    child = person(1, element("Requests", RequestOutcome="A"))
    records, faults = read(source("a.xml", xml([child])))
    assert ("column_missing", "requests") in [(fault.rule, fault.table) for fault in faults]
    assert "requests" not in records
