"""The mark-up of pages: exactly what our writers write, and none of what else a browser would show."""

import re
from dataclasses import replace

import pytest

from panelpack.disclosure.prepare import prepared
from panelpack.gate.gate import Gate
from panelpack.gate.markup import CLASSES, ELEMENTS
from panelpack.page.html_tree import Tree

ELSEWHERE = {
    "what an analyst put together": [("data", "data-own"), ("table", "data-own")],
    "her drawings": [
        *(("clippath", name) for name in ("", "id")),
        *(("g", name) for name in ("style", "clip-path")),
        *(("path", name) for name in ("id", "style", "clip-path", "transform")),
        *(("rect", name) for name in ("", "height", "style", "width", "x", "y")),
        *(("text", name) for name in ("style", "text-anchor", "transform")),
        *(("use", name) for name in ("", "style", "x", "xlink:href", "y")),
        ("defs", ""),
    ],
    "a draft's faults": [("mark", ""), ("mark", "class")],
    "the page for officers": [("code", "")],
    "words that officers set apart": [("em", ""), ("blockquote", "")],
    "officers' commentary": [("aside", ""), ("aside", "class"), ("aside", "aria-label")],
}
"""What stands on no page of the pack, and where it does stand."""

CLASSES_ELSEWHERE = {
    ("aside", "commentary"),
    ("p", "byline"),
    ("mark", "fault"),
    ("p", "caveat"),
    ("span", "status-line"),
    ("ul", "years"),
    ("text", "other"),
}
CLASSES_ELSEWHERE |= {("circle", line) for line in ("england", "neighbours", "other", "region")}


@pytest.fixture(scope="module")
def gate(whole_project, whole_pack):
    reports = [path.stem for path in whole_pack.glob("*.html")]
    published = prepared(whole_project, "north-somerset")
    known = [name for name in reports if name in published.context.catalogue.reports]
    gate = Gate.of(whole_project, "north-somerset", published, (), "2022-23", known)
    there = (path for path in whole_pack.rglob("*") if path.is_file())
    sizes = {path.relative_to(whole_pack).as_posix(): path.stat().st_size for path in there}
    return replace(gate, around=replace(gate.around, files=set(sizes), sizes=sizes))


@pytest.fixture(scope="module")
def page(whole_pack):
    return (whole_pack / "safeguarding.html").read_text()


def findings(gate, page):
    return list(gate.page(page, "safeguarding"))


def test_every_page_of_a_pack_holds_what_the_lists_name_and_the_lists_name_nothing_more(gate, whole_pack):
    seen, classes = set(), set()
    for path in whole_pack.glob("*.html"):
        text = path.read_text()
        assert list(gate.page(text, path.stem)) == [], path.name
        for node in Tree(text).elements():
            tag = node.tag.lower()
            seen |= {(tag, ""), *((tag, name.lower()) for name in node.attributes)}
            classes |= {(tag, name) for name in (node.attributes.get("class") or "").split()}
    listed = {(tag, name) for tag, names in ELEMENTS.items() for name in ("", *names)}
    assert listed - seen == {pair for pairs in ELSEWHERE.values() for pair in pairs}
    assert {(tag, name) for tag, names in CLASSES.items() for name in names} - classes == CLASSES_ELSEWHERE


SVG = '<svg viewBox="0 0 9 9">'

LEAKS = {
    "a numbered item": '<ol><li value="3">complaints upheld</ol>',
    "a list that starts later": "<ol start=3><li>complaints</ol>",
    "a meter": "<meter value=3 max=10></meter>",
    "a progress bar": "<progress value=3 max=10></progress>",
    "a field": "<input value=3>",
    "a picture": '<img alt="three" src="data:image/png;base64,AA">',
    "a raised digit": "<p>Upheld: \u00b3 of them.</p>",
    "a circled digit": "<p>Upheld: \u2462.</p>",
    "a Roman sign": "<p>Upheld: \u2172.</p>",
    "a fraction": "<p>Upheld: \u00bd of six.</p>",
    "another script's digit": "<p>Upheld: \u0663.</p>",
    "a drawing in a paragraph": f"<p>{SVG}<text x=1 y=1>three</text></svg></p>",
    "a number of its own in a span": "<p>Upheld: <span data-fact=22lt5s4r>3</span>",
    "a number beside a cell's own": "<table><tr><td data-fact=22lt5s4r>93<b>3</b></table>",
    "a cell of a made-up fact": "<table><tr><td data-fact=upheld>3</table>",
    "a value that its words are not": "<span data-fact=22lt5s4r value=3>93</span>",
    "a made-up way of deriving": "<data value=3 data-fact=summary_hidden-22lt5s4r>3</data>",
    "a summary's way with another number": "<data value=93 data-fact=summary_better-22lt5s4r>93</data>",
    "a style of its own": "<p style='--upheld:3'>Upheld</p>",
    "a language": "<p lang=en-3>Upheld</p>",
    "a class": "<p class=upheld-3>Upheld</p>",
    "a date with another one beneath": "<time datetime=2003-03-03>31 March 2023</time>",
    "an id": "<h2 id=three-upheld-3>Upheld</h2>",
    "a definition with another place than its own": "<dl class=definitions><div id=d3 popover><dt>Upheld</div></dl>",
    "a definition of no measure": "<dl class=definitions><div id=d1 popover><dt>Child</div></dl>",
    "a button that opens nothing": "<button popovertarget=d104233>Upheld</button>",
    "a link to a made-up file": "<a href=three-3.html>Upheld</a>",
    "a link to a made-up place": "<a href=#child-104233>Upheld</a>",
    "a link to a year that there is not": "<a href=../1933-34/index.html>Upheld</a>",
    "a label of an element that is read out": "<nav aria-label='3 upheld'></nav>",
    "a table's width": "<table><tr><th scope=col colspan=104233>x</table>",
    "a style sheet": "<style>.upheld { --n: 3 }</style>",
    "a comment in a style sheet": "<style>/* 3 */</style>",
    "an identifier in pieces": "<p>943 <strong>476</strong> 5919</p>",
    "a folded text": "<details open><summary>More</summary>3 upheld</details>",
    "an editable text": "<p contenteditable>Upheld</p>",
    "hidden text": "<p hidden>3</p>",
    "ruby": "<ruby>Upheld<rt>3</rt></ruby>",
    "a frame": "<iframe srcdoc='3'></iframe>",
    "another name space": "<math><mn>3</mn></math>",
    "a text in a comment": "<!-- 3 -->",
    "a reference": "<p>Upheld: &#51;</p>",
    "a symbol that means another thing": "<abbr class=status title='three'>c</abbr>",
}


@pytest.mark.parametrize("leak", LEAKS)
def test_what_a_browser_would_show_and_no_writer_writes_is_refused(gate, page, leak):
    found = findings(gate, page.replace("</main>", f"{LEAKS[leak]}</main>", 1))
    assert found
    assert not any("104233" in said or "5919" in said for said in found)


DRAWN = {
    "a title in a drawing": (r"(<svg aria-label=[^>]*>)", r"\1<title>3</title>"),
    "a description in a drawing": (r"(<svg aria-label=[^>]*>)", r"\1<desc>three</desc>"),
    "a number beside a small trend line": (r"(<svg[^>]*\bspark\b[^>]*>)", r"\1<text x=1 y=1>3</text>"),
    "a number in a drawing of England's range": (r"(<svg[^>]*\brange\b[^>]*>)", r"\1<text x=1 y=1>3</text>"),
    "a mark more in a drawing of England's range": (
        r"(<svg[^>]*\brange\b[^>]*>)",
        r'\1<path class="council plain" d="M33 5m-5 0h10v10h-10z"/>',
    ),
    "foreign mark-up in a drawing": (r"(<svg aria-label=[^>]*>)", r"\1<foreignObject>3</foreignObject>"),
    "a coordinate that holds an identifier": (r"(<text [^>]*)x=[\d.]+", r"\1x=104233.5"),
    "a colour that holds an identifier": (r'(<path) (d="[^"]*" class=council)', r"\1 style=stroke:#104233 \2"),
    "a class that holds an identifier": (r'(<path d="[^"]*" class=)council', r"\1c104233"),
    "a line more": (
        r"(<svg aria-label=\"Line chart[^>]*>)",
        r'\1<path class=region d="M30.3 99.5l17.3 31.4"/>',
    ),
    "a mark more": (r"(<circle class=council) cx=[\d.]+ cy=[\d.]+", r"\1 cx=60 cy=150.1"),
    "a bar more": (
        r"(<svg aria-label=\"Bar chart[^>]*>)",
        r'\1<path class="bar other" d="M114.4 1h10v8h-10z"/>',
    ),
    "a shape that is no bar": (
        r"(<svg aria-label=\"Bar chart[^>]*>)",
        r'\1<path class=band d="M114.4 1h10v8h-10z"/>',
    ),
    "a bent rule": (r'd="M0 ([\d.]+)h(\d+)', r'd="M0 \1l60 -9h\2'),
    "a number in small charts": (r"(<svg aria-label=\"Small chart[^>]*>)", r"\1<text y=9>3</text>"),
}


@pytest.mark.parametrize("leak", DRAWN)
def test_what_no_number_of_a_table_draws_is_refused(gate, whole_pack, leak):
    pattern, leaking = DRAWN[leak]
    page = next(path for path in sorted(whole_pack.glob("*.html")) if re.search(pattern, path.read_text()))
    assert list(gate.page(re.sub(pattern, leaking, page.read_text(), count=1), page.stem))


def test_a_line_through_a_year_that_is_not_shown_is_refused(gate, page):
    """The number of one year is taken out of the table, and the line is left as it was."""
    start = page.index('<svg aria-label="Line chart')
    rows = page.index("<tbody>", start)
    cell = re.compile(r"(<td) data-fact=\w+>[\d.,]+")
    changed = page[:rows] + cell.sub(
        r'\1><abbr class=status title="not shown, to protect people">c</abbr>', page[rows:], 1
    )
    assert any("line" in said or "description" in said for said in findings(gate, changed))
