"""Reading a children in need census, in the shapes of its years and as systems write it."""

import pytest

from cin_census import (
    assessment,
    census,
    child,
    cin_plan,
    collection,
    element,
    enquiry,
    episode,
    fields,
    file_of,
    plan,
    read,
)
from panelpack.facts.returns.cin.read import read as read_text
from panelpack.facts.returns.cin.read import recognises
from panelpack.facts.returns.schema import NOT_KNOWN

ONE = child("C1", episode("2022-05-10"))


def stops(*contents, **more):
    records, faults = read(*contents, **more)
    return [fault.rule for fault in faults if fault.severity == "stop"], records.tables


def warned(content, **more):
    return {fault.rule: fault for fault in read(content, **more)[1]}


def test_a_census_is_known_by_what_stands_in_it_and_not_by_its_name():
    assert recognises(file_of(census(ONE), "anything.dat"))
    assert recognises(file_of(census(ONE, root='<c:Message xmlns:c="urn:x">').replace(b"</Message>", b"</c:Message>")))
    assert not recognises(file_of(b"<Message><Header/><Persons><Person/></Persons></Message>"))
    assert not recognises(file_of(b"CHILD,DECOM\n1,2\n", "cin.xml"))


def test_every_element_of_a_child_lands_in_its_table():
    record = child(
        "C1",
        episode(
            "2022-05-10",
            assessment("2022-05-11", "2022-06-01", "1A", "11A"),
            cin_plan("2022-06-02", "2022-07-01"),
            enquiry("2022-05-12", "2022-05-20", "0"),
            plan("2022-05-20", None, "2022-08-01", "2023-01-10", latest="MUL", previous="2"),
            closed="2023-02-01",
            reason="RC7",
        ),
    )
    tables = read(census(record))[0].tables
    assert {name: len(rows) for name, rows in tables.items()} == {
        "children": 1,
        "referrals": 1,
        "assessments": 1,
        "factors": 2,
        "cin_plans": 1,
        "enquiries": 1,
        "protection_plans": 1,
        "reviews": 2,
    }
    (row,) = tables["protection_plans"].to_dict("records")
    assert (str(row["start_date"])[:10], row["latest_category"], row["previous_plans"]) == ("2022-05-20", "MUL", 2)
    assert list(tables["factors"]["factor"]) == ["1A", "11A"]
    assert list(tables["enquiries"]["conference_not_needed"]) == [False]
    assert [str(day)[:10] for day in tables["reviews"]["review_date"]] == ["2022-08-01", "2023-01-10"]


def test_a_namespace_and_the_case_of_names_change_nothing():
    plain = read(census(ONE))[0]["referrals"]
    spaced = read(census(ONE, root='<Message xmlns="http://www.dfe.gov.uk/cin">'))[0]["referrals"]
    small = read(census(ONE.replace("CINdetails", "cindetails").replace("LAchildID", "LAChildId")))[0]["referrals"]
    assert plain.equals(spaced)
    assert plain.equals(small)


def test_elements_may_come_in_any_order_and_the_conference_of_the_episode_stays_the_episodes():
    late = element("CINdetails", enquiry("2022-05-12", "2022-05-20"), fields(DateOfInitialCPC="2022-06-07"))
    late = late.replace(
        "</CINdetails>", "<ReferralNFA>0</ReferralNFA><CINreferralDate>2022-05-10</CINreferralDate></CINdetails>"
    )
    records, _ = read(census(child("C1", late, episode("2022-04-04"))))
    assert [str(day)[:10] for day in records["referrals"]["conference_date"]] == ["2022-06-07", "NaT"]
    assert [str(day)[:10] for day in records["enquiries"]["conference_date"]] == ["2022-05-20"]
    assert [str(day)[:10] for day in records["enquiries"]["referral_date"]] == ["2022-05-10"]


def test_several_blocks_of_reviews_are_one():
    blocks = element(
        "ChildProtectionPlans",
        fields(CPPstartDate="2022-05-20", NumberOfPreviousCPP="0"),
        element("Reviews", fields(CPPreviewDate="2022-08-01")),
        element("Reviews", fields(CPPreviewDate="2023-01-10")),
    )
    assert len(read(census(child("C1", episode("2022-05-10", blocks))))[0]["reviews"]) == 2


@pytest.mark.parametrize(
    ("written", "meant"), [("true", True), ("TRUE", True), ("1", True), ("Yes", True), ("0", False)]
)
def test_a_flag_is_read_in_any_spelling(written, meant):
    assert list(read(census(child("C1", episode("2022-05-10", nfa=written))))[0]["referrals"]["no_further_action"]) == [
        meant
    ]


def test_a_flag_that_is_neither_is_counted_as_missing():
    found = warned(census(child("C1", episode("2022-05-10", nfa="maybe"))))
    assert found["neither_yes_nor_no"].rows == 1


@pytest.mark.parametrize(
    ("label", "gender", "sex", "meant"),
    [
        ("2022-23", "2", None, "2"),
        ("2024-25", None, "F", "F"),
        ("2024-25", "2", None, NOT_KNOWN),
        ("2022-23", None, "F", NOT_KNOWN),
    ],
)
def test_sex_is_read_from_either_element_by_the_codes_of_the_year(label, gender, sex, meant):
    end = f"20{label[-2:]}-03-31"
    record = child("C1", episode(f"{label[:4]}-05-10"), gender=gender, sex=sex)
    records, _ = read(census(record, year=end[:4], reference=end), label=label)
    assert list(records["children"]["sex"]) == [meant]


def test_a_child_that_is_not_born_yet_is_a_child():
    record = child("C1", episode("2023-02-10"), birth=None, ExpectedPersonBirthDate="2023-06-01", gender="0")
    records, faults = read(census(record))
    assert len(records["referrals"]) == 1
    assert [fault.rule for fault in faults if fault.table == "children"] == []


def test_codes_hold_for_their_years():
    def factor(code, label):
        end = f"20{label[-2:]}-03-31"
        found = episode(f"{label[:4]}-05-10", assessment(f"{label[:4]}-05-11", f"{label[:4]}-06-01", code))
        return list(read(census(child("C1", found), year=end[:4], reference=end), label=label)[0]["factors"]["factor"])

    assert factor("18A", "2019-20") == ["18A"]
    assert factor("18B", "2019-20") == [NOT_KNOWN]
    assert factor("24A", "2020-21") == [NOT_KNOWN]
    assert factor("24A", "2021-22") == ["24A"]
    assert factor("18A", "2024-25") == [NOT_KNOWN]


def test_plans_of_children_in_need_are_asked_for_since_2022():
    old = read(census(child("C1", episode("2016-05-10")), year="2017", reference="2017-03-31"), label="2016-17")[0]
    assert "cin_plans" not in old
    assert len(read(census(ONE))[0]["cin_plans"]) == 0


def test_names_of_a_child_end_on_reading_and_only_hashes_are_asked_for():
    kept = []
    records, _ = read(
        census(child("C1", episode("2022-05-10"), UPN="A802000000001")), remember=lambda some: kept.extend(some)
    )
    assert {"C1", "A802000000001"} <= set(map(str, kept))
    assert "2012-06-01" in set(map(str, kept))
    for table in records.tables.values():
        assert "C1" not in table.astype(str).to_numpy()
        assert not {"UPN", "FormerUPN", "Ethnicity"} & set(table.columns)


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ({"lea": "201"}, "wrong_council"),
        ({"lea": ""}, "no_council"),
        ({"collection": "SEN2"}, "wrong_collection"),
        ({"year": "2022", "reference": "2022-03-31"}, "wrong_year"),
        ({"year": "2022"}, "two_years"),
        ({"reference": "2023-03-28"}, "not_31_march"),
        ({"reference": ""}, "no_reference_date"),
        ({"reference": None, "year": "2023"}, "no_reference_date"),
    ],
)
def test_a_file_that_is_not_of_this_council_and_year_stops_everything(header, rule):
    found, tables = stops(census(ONE, **header))
    assert found == [rule]
    assert tables == {}


def test_a_stop_names_the_measures_that_are_lost():
    (fault,) = read(census(ONE, lea="201"))[1]
    assert "201" in fault.what
    assert "802" in fault.what
    assert {"referrals", "cpp_open", "cin_march"} <= set(fault.touches)


def test_a_year_that_is_not_said_is_taken_from_the_day_of_reference():
    assert stops(census(ONE, year=None))[0] == []


def test_a_file_without_children_stops():
    assert stops(census())[0] == ["no_children"]


def test_two_files_with_the_same_child_stop_and_two_of_other_children_are_one():
    other = child("C2", episode("2022-06-10"))
    found, tables = stops(census(ONE), census(ONE, other))
    assert found == ["two_files"]
    assert tables == {}
    found, tables = stops(census(ONE), census(other))
    assert found == []
    assert len(tables["referrals"]) == 2


def test_text_between_elements_is_passed_over_and_said():
    spoilt = ONE.replace("</LAchildID>", "</LAchildID>PersonBirthDate")
    fault = warned(census(child("C0", episode("2022-05-10")), spoilt))["stray_text"]
    assert (fault.severity, fault.rows, fault.first_row) == ("warn", 1, 2)


def test_an_element_twice_and_one_that_nobody_knows_are_said():
    spoilt = ONE.replace("<ReferralNFA>", "<ReferralNFA>true</ReferralNFA><ReferralNFA>").replace(
        "<Ethnicity>", "<Odd>x</Odd><Ethnicity>"
    )
    records, faults = read(census(spoilt))
    assert {"element_twice", "unknown_elements"} <= {fault.rule for fault in faults}
    assert list(records["referrals"]["no_further_action"]) == [True], "the first one stands"


def test_broken_xml_stops_with_its_line():
    (fault,) = read(census(ONE)[:-20].replace(b"<Children>", b"\n<Children>"))[1]
    assert fault.severity == "stop"
    assert "not well formed, line 2" in fault.what


def test_a_file_without_the_flag_of_no_further_action_gives_no_referrals():
    records, faults = read(census(ONE.replace("<ReferralNFA>false</ReferralNFA>", "")))
    assert "referrals" not in records
    assert "column_missing" in {fault.rule for fault in faults}


def test_preproceedings_of_2026_are_left_out_without_a_word():
    more = element("PreProceedingsandFGDM", fields(PPStartDate="2025-09-09", PPOutcome="A"))
    record = child("C1", episode("2025-05-10", more), gender=None, sex="M")
    _, faults = read(census(record, year="2026", reference="2026-03-31"), label="2025-26")
    assert "unknown_elements" not in {fault.rule for fault in faults}


def test_rows_are_named_by_the_number_of_their_child():
    reading = read_text([file_of(census(ONE, child("C2", episode("2022-06-10"), episode("2022-09-10"))))], collection())
    texts = {table.name: text for table, text in reading.texts}
    assert list(texts["referrals"].cells["row"]) == [1, 2, 2]
