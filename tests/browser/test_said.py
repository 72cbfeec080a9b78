"""What a browser says of a page, held against what the gate reads of it: Chromium's own accessibility tree."""

from panelpack.gate.page_findings import said_by
from panelpack.page.html_tree import Tree


def test_every_text_that_a_browser_shows_or_reads_out_is_one_that_the_gate_reads(browser, whole_pack):
    for path in sorted(whole_pack.glob("*.html")):
        heard = heard_on(browser, path)
        read = "".join("".join(said_by(Tree(path.read_text()))).split())
        assert len(heard) > 20, path.name
        assert [words for words in heard if "".join(words.split()) not in read] == [], path.name


def heard_on(browser, path):
    """The names, descriptions and values of everything on a page, with all that can be opened open."""
    page = browser.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    page.close()
    kinds = ("name", "description", "value")
    # A bullet and the number of an item are the browser's own; the gate lets no list choose its numbers
    said = [node for node in nodes if not node.get("ignored") and node["role"]["value"] != "ListMarker"]
    return {str(node.get(kind, {}).get("value") or "") for node in said for kind in kinds}
