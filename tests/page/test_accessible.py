"""What makes a page inaccessible, or lets it load or run something."""

import pytest

from panelpack.page.accessible import refuse
from panelpack.project.errors import InputError

TABLE = '<table><caption>C</caption><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>'


def faults(body):
    with pytest.raises(InputError) as error:
        refuse(f"<h1>Title</h1>{body}", "page")
    return [problem.what for problem in error.value.problems]


def test_a_sound_page_passes():
    drawing = '<svg role="img" aria-label="Line chart. Referrals fell."><path d="M 0 0"/></svg>'
    page = f'<h1>T</h1><h2 id="a">A</h2><h3>B</h3><h2>C</h2><p><a href="#a">A</a></p>{TABLE}{drawing}'
    assert refuse(page, "page") is None


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<img src="data:image/png;base64,AA" alt="">', "a picture without a description"),
        ("<svg></svg>", "a drawing without a description"),
        ('<svg role="img" aria-label="chart"></svg>', "a drawing without a description"),
        ("<table><tr><th scope='col'>A</th></tr></table>", "a table without a caption"),
        ("<table><caption>C</caption><tr><th>A</th></tr></table>", "a table header without a scope"),
        ("<table><caption>C</caption><tr><td>A</td></tr></table>", "a table without headers"),
        ("<h3>Jump</h3>", "a heading jumps from level 1 to 3"),
        ("<h1>Again</h1>", "a second heading of level 1"),
        ('<p id="a"></p><p id="a"></p>', "the id 'a' stands twice"),
        ('<a href="#gone">x</a>', "a link leads to 'gone', which is not on the page"),
        ("<script>1</script>", "<script> is not allowed on a page"),
        ('<link rel="stylesheet" href="style.css">', "<link> is not allowed on a page"),
        ('<img src="picture.png" alt="A picture of what changed">', "<img src> would load or run something"),
        ('<p onclick="x()">x</p>', "<p onclick> would load or run something"),
        ('<a href="https://example.org">x</a>', "<a href> would load or run something"),
        ('<iframe title="x"></iframe>', "<iframe> is not allowed on a page"),
    ],
)
def test_each_fault_is_refused_by_name(body, fault):
    assert faults(body) == [fault]


def test_all_faults_arrive_together_each_once():
    assert faults("<svg></svg><svg></svg><h4>x</h4>") == [
        "a drawing without a description",
        "a heading jumps from level 1 to 4",
    ]


def test_a_page_without_a_heading_is_refused():
    with pytest.raises(InputError, match="a page without a heading"):
        refuse("<p>x</p>", "page")
