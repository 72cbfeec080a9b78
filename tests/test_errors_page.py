"""docs/errors.md lists every message as the code has it."""

import pytest

import errors_page


def test_the_page_is_as_the_code_has_it(project):
    written = (project.root / "docs" / "errors.md").read_text(encoding="utf-8")
    assert written == errors_page.page(), "write it anew: python tests/errors_page.py --write"


@pytest.mark.parametrize(
    "line",
    [
        "| the report [name] has no notebook | data/measures/[name].yaml | write notebooks/[name].ipynb |",
        "| the file is empty | [name] | give it the columns [needed] |",
        "| there is no year [label] |  | the nearest, or those that there are |",
        "| an NHS number | the page or file | build the pack anew |",
    ],
)
def test_messages_of_every_kind_are_on_it(line):
    assert line in errors_page.page()


def test_what_differs_stands_as_a_name_and_every_wording_is_listed(tmp_path):
    module = tmp_path / "made_up.py"
    module.write_text(
        "def check(row, bad):\n"
        "    todo = 'write it out' if bad else f\"take {row['code']}\"\n"
        "    raise InputError([Problem('odd ' + f'cell {row.cell!r}', f'{bad[0]}, line 2', todo)])\n"
    )
    assert list(errors_page.messages(module)) == [
        errors_page.Message("odd cell [cell]", "[bad], line 2", "write it out / take [code]")
    ]


def test_nearly_every_message_says_what_to_do():
    """Those few without advice say only what another program said."""
    rows = [line.split(" | ") for line in errors_page.page().splitlines() if line.startswith("| ")]
    silent = [row[0] for row in rows if not row[-1].strip(" |")]
    assert len(rows) > 300
    assert len(silent) < len(rows) / 25, silent
