"""Files among the returns that no return takes: what is wrong with them, and whether a return may be lost by them."""

from panelpack.facts.returns.files import Source
from panelpack.facts.returns.xml_files import broken_at_start

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How a workbook begins that is locked by a password, or of Office before 2007."""


def why_unknown(source: Source) -> tuple[str, str]:
    """What is wrong with a file that no return takes, and what to do."""
    if source.form == "empty":
        return "the file is empty", "take it away, or export it anew"
    if source.start.startswith(_OLD_OFFICE):
        said = "the file is locked by a password, or is of Office before 2007"
        return said, "if it is a return, open it in Excel, and save it as .xlsx without a password"
    if source.form == "xml" and (line := broken_at_start(source)) is not None:
        return f"the XML is not well formed, line {line}", "export it anew"
    return "the file is of no return that is known", "take it away, or export it anew"


def may_be_a_return(source: Source) -> bool:
    """Whether a file that no return takes may hold a whole one, of which then nothing else would tell."""
    return source.form in ("xml", "workbook") or source.start.startswith(_OLD_OFFICE)
