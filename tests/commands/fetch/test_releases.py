"""What a release is called, and its day as a line of the register of sources."""

from datetime import date

import pytest
import yaml

from panelpack.commands.fetch.api import Version
from panelpack.commands.fetch.releases import release_name, with_release


@pytest.mark.parametrize(
    ("title", "slug", "name"),
    [
        ("Reporting year 2025", "2025", "2025"),
        ("Academic year 2024/25", "2024-25", "2024-25"),
        ("Spring term 2023/24", "2023-24-spring-term", "2023-24"),
        ("Autumn", "autumn", "Autumn"),
    ],
)
def test_a_release_is_called_by_its_year(title, slug, name):
    assert release_name(Version("1.0", "Published", date(2025, 10, 30), title, slug, 1), {}) == name


def test_every_source_of_the_register_can_get_a_release_and_no_other_line_changes(project):
    text = (project.data / "sources.yaml").read_text(encoding="utf-8")
    for source in yaml.safe_load(text)["sources"]:
        new = with_release(text, source, "2030", date(2030, 10, 31))
        assert yaml.safe_load(new)["sources"][source]["releases"]["2030"] == date(2030, 10, 31)
        before, after = text.splitlines(), new.splitlines()
        assert sum(line not in after for line in before) <= 1
        assert sum(line not in before for line in after) == 1


def test_releases_that_stand_one_a_line_get_one_more():
    text = 'sources:\n  a:\n    releases:\n      "2025": 2025-10\n  b:\n    title: B\n'
    assert '      "2026": 2026-10-29\n' in with_release(text, "a", "2026", date(2026, 10, 29))
