"""Names inside quotes are completed, by the messages that JupyterLab itself sends to a kernel."""

import pytest
from jupyter_client.manager import start_new_kernel

from panelpack.completion import begun

TIMEOUT = 60


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('report.trend("', ("measures", "")),
        ("report.says('referrals', 'cpp", ("measures", "cpp")),
        ('facts(\n    "cpp_rate",\n    areas="Ken', ("areas", "Ken")),
        ('facts(f(1), "cpp_rate", areas=["Kent", "Bath and', ("areas", "Bath and")),
        ('facts("cpp_rate", source="dfe', ("sources", "dfe")),
        ('Report("safe', ("reports", "safe")),
        ('Report("safeguarding", council="', ("councils", "")),
        ('report.supplied("', ("topics", "")),
        ('report.table("referrals", title="cpp', None),
        ('print("cpp', None),
        ('facts("cpp_rate"', None),
        ('facts("cpp_rate").plot("', None),
        ("it's", None),
    ],
)
def test_what_is_begun_is_told_from_the_call_and_the_keyword(code, found):
    assert begun(code) == found


@pytest.fixture(scope="module")
def kernel(project):
    manager, client = start_new_kernel(cwd=str(project.notebooks), startup_timeout=TIMEOUT)
    client.execute("from panelpack import facts", reply=True, timeout=TIMEOUT)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_name_is_offered_by_what_it_holds_where_none_begins_so(kernel):
    code = 'facts("agency_oth", areas="omerset'
    reply = kernel.complete(code, len(code), reply=True, timeout=TIMEOUT)["content"]
    assert "North Somerset" in reply["matches"]


@pytest.mark.parametrize(
    ("code", "first", "completed"),
    [
        ('facts("rerefer', "rereferrals", 'facts("rereferrals'),
        ('facts("cpp_rate", areas=["North Som', "North Somerset", 'facts("cpp_rate", areas=["North Somerset'),
        ('facts("cpp_rate", areas=["neigh', "neighbours", 'facts("cpp_rate", areas=["neighbours'),
    ],
)
def test_a_kernel_offers_names_and_nothing_else(kernel, code, first, completed):
    reply = kernel.complete(code, len(code), reply=True, timeout=TIMEOUT)["content"]
    assert reply["matches"][0] == first
    assert not any(match.startswith("%") for match in reply["matches"])
    assert code[: reply["cursor_start"]] + first + code[reply["cursor_end"] :] == completed
