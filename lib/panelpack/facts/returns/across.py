"""What two returns of one year say of the same children: who is in one and should be in the other, and is not."""

from collections.abc import Mapping

from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.ssda903 import care
from panelpack.facts.returns.tables import Records


def across(records: Mapping[str, Records]) -> list[Fault]:
    """Faults between the returns of one year, by their names; none where one of two is not there.

    Every child looked after is in need, so it belongs in the census of children in need as well.
    """
    looked_after, in_need = records.get("ssda903"), records.get("cin")
    if looked_after is None or in_need is None or "episodes" not in looked_after or "referrals" not in in_need:
        return []
    span = looked_after.collection.span
    children = care.in_care_at_end(looked_after, span)
    needs = in_need["referrals"]
    known = needs.loc[span.is_open_at_end(needs["referral_date"], needs["closure_date"]), "child"]
    absent = children[~children["child"].isin(known)]
    if absent.empty:
        return []
    what = "children looked after at 31 March have no open episode in the children in need census"
    todo = "see that both returns name children by the same identifier, and that their episodes of need are open"
    touches = ("cin_march", "cla_march")
    file, row = looked_after.files[int(absent["file"].iloc[0])], int(absent["row"].min())
    rule, count = "care_without_need", int(absent["child"].nunique())
    return [Fault("ssda903", rule, "warn", file, "episodes", what, todo, "CHILD", count, row, touches=touches)]
