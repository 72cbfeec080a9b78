"""What a finished pack may hold: planted leaks are found, and clean packs pass."""

import json
import re
import shutil
import sys
from hashlib import sha256

import pytest

from pages import html
from panelpack.catalogue.periods import parse
from panelpack.comparisons.change import change
from panelpack.disclosure.known_people import store_of
from panelpack.disclosure.prepare import prepared
from panelpack.gate.gate import Gate
from panelpack.gate.identifiers import identifiers
from panelpack.gate.whole_pack import check_pack
from panelpack.page.pieces import Sentence
from panelpack.page.words import number
from panelpack.project.errors import InputError


@pytest.fixture(scope="module")
def published(project):
    return prepared(project, "north-somerset")


@pytest.fixture(scope="module")
def gate(project, published):
    return Gate.of(project, "north-somerset", published)


@pytest.fixture(scope="module")
def referrals(published):
    return published.find("referrals", "E06000024", parse("2022-23", "year"))


def found(gate, page):
    return list(gate.page(page))


def test_a_number_that_says_what_its_fact_says_passes(gate, referrals):
    assert found(gate, html(Sentence(number(referrals)))) == []


def test_a_number_that_differs_from_its_fact_is_refused_without_repeating_it(gate, referrals):
    wrong = html(number(referrals)).replace("1,027", "1,072")
    (finding,) = found(gate, wrong)
    assert "differs from it" in finding
    assert "1,072" not in finding


def test_a_value_that_differs_from_the_words_is_refused(gate, referrals):
    for mark in (
        html(number(referrals)).replace(">1,027<", ">1,028<"),
        f'<data value="1028" data-fact="{referrals.id}">1,027</data>',
        f'<table><tr><td data-fact="{referrals.id}">1,0<i>27</i>3</table>',
    ):
        assert any("differs" in finding for finding in found(gate, mark))


def test_a_number_of_no_fact_is_refused(gate):
    (finding,) = found(gate, '<data value="7" data-fact="no_such">7</data>')
    assert "not among those" in finding


@pytest.mark.parametrize("how", ["made_up", "rank", "sum", "difference", "running", "median_2021", "numerator"])
def test_a_number_that_names_a_way_of_making_but_is_not_made_so_is_refused(gate, referrals, how):
    (finding,) = found(gate, f'<data value="77" data-fact="{how}-{referrals.id}">77</data>')
    assert "differs from it" in finding


def test_a_change_that_is_not_that_of_its_facts_is_refused(gate, published, referrals):
    rose = html(number(change(published, referrals).difference))
    assert found(gate, f"<p>{rose}</p>") == []
    (finding,) = found(gate, rose.replace("268", "999"))
    assert "differs from it" in finding


def test_a_digit_without_a_mark_is_named_by_the_heading_that_it_stands_under_and_not_by_itself(gate):
    (finding,) = found(gate, "<h2 id=what-changed>What changed</h2><p>Only 3 children were moved.</p>")
    assert finding == "a digit without a mark, in a text of 5 words under 'What changed'"


def test_a_pack_without_a_number_is_refused(copied, tmp_path):
    (tmp_path / "manifest.json").write_text('{"parameters": {"council": "north-somerset"}}')
    (tmp_path / "adoption.html").write_text("<!doctype html><title>A</title><p>No figures.</p>")
    with pytest.raises(InputError, match="the pack shows no number"):
        check_pack(copied, tmp_path)


@pytest.fixture
def pack(built, copied, tmp_path):
    """A copy of a built pack, to plant leaks in; the record of its hashes is kept true."""
    folder = tmp_path / "pack"
    shutil.copytree(built, folder)

    def findings():
        manifest = folder / "manifest.json"
        record = json.loads(manifest.read_text())
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path != manifest)
        record["files"] = {path.relative_to(folder).as_posix(): digest(path) for path in files}
        manifest.write_text(json.dumps(record))
        try:
            check_pack(copied, folder)
        except InputError as error:
            return str(error)
        return ""

    findings.folder = folder
    findings.page = folder / "adoption.html"
    return findings


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def swap(path, old, new, count=1):
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new, count))


def test_a_clean_pack_passes(pack):
    assert pack() == ""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("</h1>", "</h1><!-- child 104233 -->", "a comment"),
        ("<h2 id=what-changed>", "<p>Only 3 children were moved.</p><h2 id=what-changed>", "a digit without a mark"),
        ("<h2 id=what-changed>", "<h2 id=what-changed data-n=3>", "an attribute that no page has"),
        ("<h2 id=what-changed>", '<h2 id=what-changed title="3 children">', "an attribute that no page has"),
        ("lowest 13 in", "lowest 3 in", "the description of a chart has a number that its table has not"),
        ("</main>", "<p>943 476 5919</p></main>", "an NHS number"),
        ("</main>", "<p>BS23 1UJ</p></main>", "a postcode"),
        ("</main>", "<p>A123456789012</p></main>", "a unique pupil number"),
        ("</main>", "<p>someone@example.org</p></main>", "an e-mail address"),
        ("</main>", "<p>01934 888 888</p></main>", "a telephone number"),
        ("</main>", "<p>C:\\Users\\analyst\\data.csv</p></main>", "an absolute path"),
        ("</main>", "<time datetime=2010-03-14>14 March 2010</time></main>", "a date that no figure"),
        ("</main>", "<script>1</script></main>", "<script>"),
        ("</main>", "<template><p>three</p></template></main>", "<template>"),
        ("</main>", "<a href=https://example.org>x</a></main>", "<a> has a link that no page has"),
        ("</style>", "p::after { content: '3' }</style>", "a style that no page has"),
        (">x</abbr>", ">c</abbr>", "a symbol with another meaning"),
    ],
)
def test_a_planted_leak_in_a_page_is_found(pack, old, new, found):
    swap(pack.page, old, new)
    said = pack()
    assert found in said
    assert "adoption.html" in said


def test_a_bar_or_line_that_does_not_match_its_numbers_is_found(pack, copied):
    text = pack.page.read_text()
    path = re.search(r'<path d="(M[^"]+)" class=council', text)
    first, across, down, rest = re.fullmatch(r"(M[\d.]+ [\d.]+l)([\d.]+) ?(-?[\d.]+)(.*)", path[1]).groups()
    moved = f"{first}{across} {float(down) + 30:.1f}{rest}".replace(" -", "-")
    pack.page.write_text(text.replace(path[1], moved, 1))
    assert "a line does not go through its numbers" in pack()


def test_a_csv_that_says_otherwise_than_its_table_is_found(pack):
    path = next(pack.folder.glob("downloads/adoption/the-children*.csv"))
    swap(path, "125", "126")
    assert "the file differs from the table of its page" in pack()


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("downloads/adoption/more.csv", "a,3\n", "a table that no page links to"),
        ("picture.png", "PNG", "a kind of file that the gate cannot read"),
        ("notes.json", "{}", "a record that no pack has"),
        ("A123456789012.html", "<p>x</p>", "the file name holds a unique pupil number"),
    ],
)
def test_a_file_that_no_pack_has_is_found_and_its_name_is_not_repeated_when_it_is_a_mark(pack, name, content, found):
    (pack.folder / name).write_text(content)
    said = pack()
    assert found in said
    assert "A123456789012" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows only some may make links")
def test_a_folder_that_no_pack_has_and_a_link_to_elsewhere_are_found(pack, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "children.csv").write_text("name,3\n")
    (pack.folder / "extra").symlink_to(elsewhere)
    assert "extra: a link to another place, which no pack has" in pack()
    (pack.folder / "extra").unlink()
    (pack.folder / "downloads" / "adoption" / "extra").mkdir()
    assert "downloads/adoption/extra: a folder that no pack has" in pack()


def test_a_record_in_another_folder_is_found(pack):
    shutil.copy(pack.folder / "manifest.json", pack.folder / "downloads" / "adoption" / "manifest.json")
    assert "downloads/adoption/manifest.json: a record that no pack has" in pack()


def test_a_page_that_no_pack_has_and_one_that_nothing_links_to_are_found(pack):
    shutil.copy(pack.page, pack.folder / "upheld.html")
    assert "upheld.html: a page that no pack has" in pack()
    (pack.folder / "upheld.html").unlink()
    shutil.copy(pack.folder / "glossary.html", pack.folder / "police.html")
    assert "police.html: a page that the front page does not link to" in pack()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", "3 upheld"),
        ("edition", "2022-23, 3 upheld"),
        ("reports", {"adoption": "3 upheld"}),
        ("commentary_faults", "three"),
        ("inputs", {"data/x.csv": "three"}),
        ("code", {"three upheld!": "0" * 64}),
        ("figures", {"data/x.csv": {"abcdefgh": 3}}),
        ("parameters", {"council": "north-somerset", "year": "2022-23", "note": "3 upheld"}),
        ("own_pieces", [{"page": "adoption", "title": "3 upheld", "by": "A", "numbers": 3, "no_people": []}]),
    ],
)
def test_a_known_key_of_the_record_with_what_it_never_holds_is_found(pack, key, value):
    manifest = pack.folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {key: value}))
    assert pack()


def test_a_changed_file_and_a_strange_key_of_the_record_are_found(pack, copied):
    manifest = pack.folder / "manifest.json"
    record = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(record | {"children": 3}))
    swap(pack.page, "</h1>", " </h1>")
    with pytest.raises(InputError) as error:
        check_pack(copied, pack.folder)
    assert "a key that no manifest has" in str(error.value)
    assert "a file differs from what was built" in str(error.value)


def test_whoever_was_met_in_records_is_found_again_and_not_named(pack, copied):
    store = store_of(copied.private, "north-somerset")
    store.remember(["Zebediah Quillfeather", "7741982"])
    swap(pack.page, "</main>", "<p>Zebediah Quillfeather said so.</p></main>")
    said = pack()
    shutil.rmtree(store.folder)
    assert "something that identifies a person whose records were read" in said
    assert "Quillfeather" not in said


def test_a_folder_without_a_record_is_refused(copied, tmp_path):
    with pytest.raises(InputError, match="no manifest that names a council"):
        check_pack(copied, tmp_path)


def test_ordinary_numbers_are_no_marks_of_a_person():
    clean = "In 2022-23, 1,027 of 42,848 children; £3,774,916.74; 12 to 15 months; 31 March 2023; 236.8 per 10,000"
    assert list(identifiers(clean)) == []


@pytest.mark.parametrize(
    ("command", "passes"),
    [
        ("panelpack template send", True),
        ("panelpack template send --council north-somerset --year 2022-23", True),
        ("panelpack template send --council north-somerset --year 3014-15", False),
        ("panelpack template send --council n12 --year 2022-23", False),
    ],
)
def test_a_command_names_a_report_and_perhaps_a_council_and_a_year_that_there_is(gate, command, passes):
    said = found(gate, f"<p><code>{command}</code></p>")
    assert ("something set as code that is no path of the project" not in said) is passes
