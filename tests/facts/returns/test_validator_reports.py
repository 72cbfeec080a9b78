"""Error reports of the sector's validators, in each form that they are written."""

import io

import pytest

from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Reading, Return
from panelpack.facts.returns.schema import Column, Table
from panelpack.facts.returns.validator_reports import faults_of, is_report

EPISODES = Table("episodes", "Episodes", (Column("child", "child", ("CHILD",), needed=True),), ("child",))
LOOKED_AFTER = Return(
    "ssda903", "SSDA903", "ssda903_return", (EPISODES,), lambda _: False, lambda *_: Reading(), rules=(), counts=()
)

LIST = """\
child_id,tables_affected,columns_affected,row_id,rule_code,rule_description
A1,Episodes,DEC,7,148,The end has no reason.
A1,Episodes,REC,7,148,The end has no reason.
A2,Episodes,DEC,3,148,The end has no reason.
"""
CHILDREN = """\
Child,Affected Table,Error Row,Error Code,Error Description,Error Fields,Affected Values
A1,Episodes,7,148,The end has no reason,"DEC, REC",DEC: 01/02/2023
A2,Episodes,3,148,The end has no reason,"DEC, REC",DEC: 05/02/2023
"""
SUMMARY = "Code,Error Count,Error Description,Affected Fields\n148,12,The end has no reason,DEC\n"


def report(text):
    return Source("errors.csv", len(text), lambda: io.BytesIO(text.encode()))


def said(text):
    return [
        (fault.number, fault.return_name, fault.table, fault.column, fault.rows, fault.first_row)
        for fault in faults_of(report(text), [LOOKED_AFTER])
    ]


def test_a_list_of_errors_gives_a_fault_a_rule_and_column_with_its_rows():
    assert said(LIST) == [("148", "ssda903", "Episodes", "DEC", 2, 3), ("148", "ssda903", "Episodes", "REC", 1, 7)]


def test_the_list_by_child_is_taken_too():
    assert said(CHILDREN) == [("148", "ssda903", "Episodes", "DEC, REC", 2, 3)]


def test_a_summary_says_how_many_rows_there_are():
    assert said(SUMMARY) == [("148", "", "", "DEC", 12, None)]


@pytest.mark.parametrize("text", [LIST, CHILDREN])
def test_nothing_of_a_child_is_kept(text):
    kept = "".join(str(fault) for fault in faults_of(report(text), [LOOKED_AFTER]))
    assert not any(word in kept for word in ("A1", "A2", "01/02/2023"))


@pytest.mark.parametrize("text", [LIST, CHILDREN, SUMMARY])
def test_a_report_is_known_by_its_headings(text):
    assert is_report(report(text))


@pytest.mark.parametrize("text", ["CHILD,DECOM,REC\nA1,01/02/2023,X1\n", "Code,Count\n1,2\n", ""])
def test_another_file_is_no_report(text):
    assert not is_report(report(text))


def test_the_report_by_child_is_taken_with_rows_as_lines_of_the_file_and_nothing_of_the_child():
    by_child = (
        "CHILD,Table,RowID,Context,Code,Description,Fields,Child Error Count,Error Type Count\n"
        "A1,Episodes,0,\"{'DECOM': '01/02/2023', 'DEC': '02/02/2023'}\",148,No reason.,\"['DEC', 'REC']\",2,2\n"
        "A2,Episodes,5,\"{'DECOM': '05/02/2023', 'DEC': '06/02/2023'}\",148,No reason.,\"['DEC', 'REC']\",1,2\n"
    )
    assert is_report(report(by_child))
    assert said(by_child) == [("148", "ssda903", "Episodes", "DEC, REC", 2, 2)]
    (fault,) = faults_of(report(by_child), [LOOKED_AFTER])
    assert "A1" not in str(fault) and "2023" not in str(fault)
