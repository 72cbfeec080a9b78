"""Officers' commentary: from the file to sections and faults, and what a page shows of them."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from built_packs import with_sample_commentary
from pages import html, parsed, texts
from panelpack.commentary import files as commentary
from panelpack.commentary.files import aside, asked, faults, paths, preview, read, stray_faults, stub
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import prepared
from panelpack.packs.plan import reports_to_build
from panelpack.page.pieces import Definitions, every
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError
from panelpack.report import Report

FRONT = "---\nauthor: A. Officer\ndate: 2026-10-06\n---\n\n"
ROWS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 422),
    ("cpp_open", "31 March 2022", 95),
    ("cpp_open", "31 March 2023", 108),
    ("factor_cse", "2022-23", None, {"status": "c"}),
    ("referral_rate", "2022-23", 97.3),
]


@pytest.fixture
def copy(project, tmp_path):
    """A project of its own, to write commentary in."""
    for name in ("data", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    shutil.copytree(project.parameters, tmp_path / "parameters")
    return with_sample_commentary(Project(tmp_path))


@pytest.fixture
def written(copy, view_with):
    """Writes the commentary of the safeguarding report and reads it, beside a few figures."""
    published = view_with(*ROWS).published

    def write(text, front=FRONT):
        path = copy.parameters / "commentary" / "north-somerset" / "2022-23" / "safeguarding.md"
        path.write_text(front + text, encoding="utf-8")
        found = read(council_year(copy, published, "north-somerset", "2022-23"), "safeguarding")
        assert found is not None
        return found

    return write


def said(found):
    return [str(fault) for fault in found.faults]


def entries(piece):
    return piece.entries if isinstance(piece, Definitions) else ()


def words(page):
    return " ".join(parsed(page).body.text().split())


def test_a_section_is_shown_with_author_date_and_its_figures(written):
    found = written(
        "## Children in care\n\nThere were *{{ referrals }}* referrals in 2022-23, under section 47 & more.\n"
        "They fell by {{ referrals.change_pct }}. {{ factor_cse }} of them.\n\n- {{ cpp_open }} plans\n"
    )
    assert said(found) == []
    piece, measures = aside(found, "Children in care")
    assert words(piece) == (
        "Officers' commentary, by A. Officer, 6 October 2026There were 422 referrals in 2022-23, under section 47 & "
        "more. They fell by 4.3%. a small number of them.108 plans"
    )
    assert 'aria-label="Officers\' commentary: Children in care"' in html(piece)
    assert '<time datetime="2026-10-06">' in html(piece)
    assert measures == ["referrals", "referrals", "factor_cse", "cpp_open"]
    assert not aside(found, "What changed")[0]


def test_every_fault_of_a_file_is_named_with_line_and_column(written):
    found = written(
        "## Children in care\n\nThere were 421 referrals, and 95 plans.\n"
        "About twelve (12) children; {{ cpp_opne }}.\n\n"
        "<script>alert()</script>\n\n### Deeper\n\n"
        "## Chidren in need\n\nIn all twelve {{ cpp_open }}. See [this](https://example.org).\n"
    )
    assert said(found) == [
        "line 8, column 12: a number is typed by hand (write {{ referrals }} or {{ cpp_open }})",
        "line 8, column 31: a number is typed by hand (is the figure of 31 March 2022; "
        "write {{ cpp_open }} or {{ cpp_open[period=31 March 2022] }})",
        "line 9, column 7: a number in words beside digits (write {{ referrals }} or {{ cpp_open }})",
        "line 9, column 29: there is no measure 'cpp_opne' (did you mean cpp_open?)",
        "line 11, column 1: HTML has no place in commentary (write plain paragraphs, lists and quotations; figures "
        "stand in the report's own tables and charts)",
        "line 13, column 1: a heading inside commentary (only ## headings are used, one a section, and within it "
        "### Why, ### What is being done, ### What is expected, and by when)",
        "line 15, column 1: the report has no section 'Chidren in need' that asks for commentary "
        "(did you mean Children in care?)",
        "line 17, column 8: a number in words beside a figure by name (leave the number in words out)",
        "line 17, column 35: the link leads out of the page (a link leads to a heading of this page, such as "
        "#what-changed)",
    ]


def test_faults_are_marked_where_they_stand_and_the_typed_number_is_not_repeated(written):
    found = written("## Children in care\n\nIn 2022-23 there were 31,415 referrals, {{ cpp_open }} plans.\n")
    piece, _ = aside(found, "Children in care")
    (mark,) = texts(piece, "mark.fault")
    assert mark.startswith("Fault: line 8, column 23: a number is typed by hand (write {{ referrals")
    assert "31,415" not in html(piece)
    assert words(piece).endswith(") referrals, 108 plans.")
    assert "In 2022-23 there were " in list(found.texts)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Referrals rose by {{ referrals.change }}.", "column 11: the words say 'rose', but the figure fell"),
        ("Plans are down by {{ cpp_open.change }}.", "column 11: the words say 'down', but the figure rose"),
        ("A rate of {{ referral_rate }} per 10,000.", "column 31: the figure brings its unit with it: per 10,000"),
        ("Plans rose by {{ cpp_open.change_pct }} per cent.", "column 41: the figure brings its unit with it: %"),
        ("Up by {{ factor_cse.change }}.", "column 7: there is no change to state: the figure is not shown"),
    ],
)
def test_words_that_contradict_or_repeat_a_figure_are_faults(written, text, fault):
    (one,) = said(written(f"## Children in care\n\n{text}\n"))
    assert fault in one


@pytest.mark.parametrize(
    ("front", "faults_found"),
    [
        ("", ["line 1, column 1: the file does not say who wrote it and when"]),
        (
            "---\nautor: A\ndate: 2026-10-06\n---\n",
            ["line 2, column 1: unknown key"],
        ),
        ("---\nauthor: A\ndate: soon\n---\n", ["line 3, column 1: date: "]),
        ("---\nauthor: [\n---\n", ["line 2, column 1: not YAML"]),
        ("---\nauthor: A 12\ndate: 2026-10-06\n---\n", ["line 2, column 1: author: "]),
    ],
)
def test_faults_of_the_front_matter_are_named_by_line(written, front, faults_found):
    found = written("## Children in care\n\nText.\n", front)
    assert len(found.faults) == len(faults_found)
    assert all(one.startswith(start) for one, start in zip(said(found), faults_found, strict=True))
    assert found.author is None
    assert found.date is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Early.\n\n## Children in care\n\nText.\n", "line 6, column 1: text before the first heading"),
        ("## Children in care\n\n## What changed\n\nText.\n", "line 6, column 1: the section has no text"),
        (
            "## What changed\n\nA.\n\n## What changed\n\nB.\n",
            "line 10, column 1: the section 'What changed' stands twice",
        ),
    ],
)
def test_sections_are_one_for_each_heading_and_have_text(written, text, fault):
    assert [one.startswith(fault) for one in said(written(text))] == [True]


def test_what_no_section_shows_is_listed_once(written):
    found = written("## No such\n\nThere were 77.\n\n## Children in care\n\nText.\n")
    assert len(found.stray) == 2
    assert html(stray_faults(found)).count('<mark class="fault">') == 2
    whole = preview(found, Path("parameters/commentary/north-somerset/2022-23/safeguarding.md"))
    assert words(whole).startswith("2 faults to mend in parameters/commentary/")
    assert "<h3>Children in care</h3>" in html(whole)
    assert "There is no commentary" in preview(None, Path("a.md")).plain


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.integers(0, 10**7).filter(lambda value: not 1900 <= value < 2100), st.sampled_from(["*", "**", "", "_"]))
def test_any_typed_number_is_a_fault_in_whatever_markup(written, number, markup):
    found = written(f"## Children in care\n\n> There were {markup}{number}{markup} of them.\n")
    (fault,) = found.faults
    assert (fault.line, fault.what) == (8, "a number is typed by hand")
    shown = parsed(aside(found, "Children in care")[0])
    shown.strip_tags(["mark", "time"])
    assert not any(letter.isdigit() for letter in shown.body.text())


def test_a_council_adds_its_own_phrases(written, copy):
    text = "## Children in care\n\nThe 0-19 service.\n"
    assert len(written(text).faults) == 1
    path = copy.parameters / "commentary" / "allowed.yaml"
    path.write_text(path.read_text() + "  - 0-19 service\n")
    assert said(written(text)) == []


def test_the_notebook_says_which_sections_there_are(project):
    assert "Children in care" in asked(project, "safeguarding")
    assert "About the figures" not in asked(project, "safeguarding")
    for report in reports_to_build(project):
        assert len(asked(project, report)) == len(set(asked(project, report))) > 3


def test_files_that_no_pack_would_read_are_named(copy, view_with):
    folder = copy.parameters / "commentary" / "north-somerset"
    (folder / "2022-23" / "safegarding.md").write_text(FRONT)
    (folder / "2022-24").mkdir()
    (folder.parent / "north-summerset").mkdir()
    (folder / ".ipynb_checkpoints").mkdir()
    view = council_year(copy, view_with(*ROWS).published, "north-somerset", "2022-23")
    assert sorted(problem.what for problem in faults(view, [])) == [
        "'2022-24' is no reporting year",
        "'north-summerset' is no council",
        "'safegarding.md' is no report of 2022-23",
    ]


def test_the_sample_commentary_has_no_fault_and_its_files_are_known(copy, north_somerset):
    project = copy
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    reports = reports_to_build(project)
    assert faults(view, reports) == []
    names = [path.name for path in paths(project, "north-somerset", "2022-23")]
    assert names == ["allowed.yaml", *sorted(f"{report}.md" for report in reports)]
    assert [path.name for path in paths(project, "kent", "2022-23")] == ["allowed.yaml"]
    for report in reports:
        found = read(view, report)
        assert found.date == date(2026, 5, 6)
        assert "ample" in found.author


def test_a_notebook_sees_what_is_saved_in_the_file_at_once(copy):
    path = copy.parameters / "commentary" / "north-somerset" / "2022-23" / "safeguarding.md"
    path.write_text(f"{FRONT}## Children in care\n\nThere were 77.\n\n## No such\n\nText.\n")
    report = Report("safeguarding", council="north-somerset", year="2022-23", project=copy)
    shown = [report.commentary("What changed"), report.commentary("Children in care")]
    assert [html(piece).count("</mark>") for piece in shown] == [1, 1]
    path.write_text(f"{FRONT}## Children in care\n\nThere were {{{{ cpp_open }}}} plans.\n")
    section, whole = report.commentary("Children in care"), report.commentary()
    assert section.figures and "</mark>" not in html(section)
    assert words(whole).startswith("No fault in parameters/commentary/north-somerset/2022-23/safeguarding.md.")
    path.unlink()
    assert not report.commentary("Children in care")


@pytest.mark.parametrize("has_file", [True, False])
def test_a_section_that_neither_notebook_nor_file_has_is_refused_with_the_nearest(copy, has_file):
    path = copy.parameters / "commentary" / "north-somerset" / "2022-23" / "safeguarding.md"
    if not has_file:
        path.unlink()
    report = Report("safeguarding", council="north-somerset", year="2022-23", project=copy)
    with pytest.raises(InputError, match=r"no section 'Childen in care' \(did you mean Children in care\?"):
        report.commentary("Childen in care")


def test_commentary_names_a_figure_of_another_report_and_its_measure_is_defined(copy):
    path = copy.parameters / "commentary" / "north-somerset" / "2022-23" / "safeguarding.md"
    path.write_text(f"{FRONT}## Children in care\n\n{{{{ ehc_plans }}}} plans.\n")
    report = Report("safeguarding", council="north-somerset", year="2022-23", project=copy)
    report.commentary("Children in care")
    assert "d-ehc-plans" in [entry.id for piece in every(report.definitions()) for entry in entries(piece)]
    assert commentary.read(report.view, "safeguarding").faults == []
    assert prepared(copy, "north-somerset").figures


def test_the_slots_of_a_section_are_marked_and_those_left_empty_are_named(written):
    found = written("## Children in care\n\n### Why\n\nMore came into care.\n\n### What is being done\n\nMuch.\n")
    assert found.faults == []
    piece, _ = aside(found, "Children in care")
    assert texts(html(piece), "p > strong") == ["Why", "What is being done"]
    assert texts(html(piece), ".missing") == ["Officers have not said what is expected, and by when."]
    plain, _ = aside(written("## Children in care\n\nMore came into care.\n"), "Children in care")
    assert texts(html(plain), ".missing") == []


def test_a_figure_that_came_out_after_the_commentary_was_written_is_a_fault(written):
    text = "## Children in care\n\nThere were {{ referrals }} referrals.\n"
    early = FRONT.replace("2026-10-06", "2025-09-30")
    (fault,) = said(written(text, early))
    assert fault == (
        "line 8, column 12: this figure (Children in need, 2013 to 2025) is not known before October 2025, and the "
        "commentary is of 30 September 2025 (quote what was known on the day, or date the commentary anew)"
    )
    assert said(written(text, early.replace("2025-09-30", "2025-10-01"))) == []


def test_a_stub_that_nobody_filled_is_no_commentary_and_has_no_fault(copy, north_somerset):
    text = stub(copy, "safeguarding")
    assert text.startswith("---\nauthor:\ndate:\n---\n\n## ")
    assert text.count("\n## ") == len(asked(copy, "safeguarding"))
    assert text.count("\n### Why\n") == text.count("\n## ")
    path = copy.commentary_of("north-somerset", "2022-23") / "safeguarding.md"
    path.write_text(text, encoding="utf-8")
    view = council_year(copy, north_somerset, "north-somerset", "2022-23")
    assert read(view, "safeguarding") is None
    assert faults(view, ["safeguarding"]) == []


def test_of_a_stub_only_what_somebody_filled_stands_on_the_page(written):
    found = written(
        "## What changed\n\n### Why\n\n### What is being done\n\n"
        "## Children in care\n\n### Why\n\n- More came into care.\n\n### What is being done\n"
    )
    assert said(found) == []
    assert [section.heading for section in found.sections] == ["Children in care"]
    piece, _ = aside(found, "Children in care")
    assert texts(html(piece), "p > strong") == ["Why"]
    assert texts(html(piece), ".missing") == [
        "Officers have not said what is being done; what is expected, and by when."
    ]


def test_who_filled_a_stub_must_be_said(written):
    text = "---\nauthor:\ndate:\n---\n\n## Children in care\n\n### Why\n\nMore came into care.\n"
    assert [one.split(":")[0] for one in said(written(text, ""))] == ["line 2, column 1", "line 3, column 1"]
