"""What a release is called, and its day as a line of `data/sources.yaml`."""

import calendar
import re
from collections.abc import Mapping
from datetime import date

import yaml

from panelpack.commands.fetch.api import Version
from panelpack.project.errors import InputError, Problem

_YEAR = re.compile(r"(\d{4})(?:[-/]\d{0,2}(\d{2}))?")


def release_name(version: Version, known: Mapping[str, date]) -> str:
    """What the release of a version is called: by its year; a later version of it by its number too.

    Args:
        known: the day of each release that has a name already; a month stands as its last day.

    >>> first = Version("1.0", "Published", date(2025, 10, 30), "Reporting year 2025", "2025", 2132)
    >>> release_name(first, {"2025": date(2025, 10, 31)})
    '2025'
    >>> release_name(Version("1.1", "Published", date(2026, 1, 15), "", "2025", 2132), {"2025": date(2025, 10, 31)})
    '2025 v1.1'
    """
    found = _YEAR.search(version.slug) or _YEAR.search(version.title)
    name = "-".join(part for part in found.groups() if part) if found else version.title
    if name not in known or _is_day(known[name], version.published):
        return name
    return f"{name} v{version.number}"


def _is_day(known: date, day: date) -> bool:
    last = calendar.monthrange(known.year, known.month)[1]
    return known == day or (known.day == last and (known.year, known.month) == (day.year, day.month))


def with_release(text: str, source: str, release: str, day: date) -> str:
    """The text of `data/sources.yaml` with the day of one release more; all other lines stay as they are.

    >>> before = 'sources:\\n  a:\\n    releases: {"2025": 2025-10}\\n'
    >>> print(with_release(before, "a", "2026", date(2026, 10, 29)), end="")
    sources:
      a:
        releases: {"2025": 2025-10, "2026": 2026-10-29}

    Raises:
        InputError: the line could not be put in; the message says which.
    """
    lines = text.splitlines(keepends=True)
    entry = f'"{release}": {day.isoformat()}'
    start = next((place for place, line in enumerate(lines) if line.rstrip() == f"  {source}:"), len(lines))
    ends = (place for place in range(start + 1, len(lines)) if re.match(r" {0,2}\S", lines[place]))
    end = next(ends, len(lines))
    place = next((at for at in range(start, end) if lines[at].startswith("    releases:")), None)
    if place is None:
        lines.insert(end, f"    releases: {{{entry}}}\n")
    elif lines[place].rstrip().endswith("}"):
        head = lines[place].rstrip()[:-1].rstrip()
        lines[place] = f"{head}{'' if head.endswith('{') else ', '}{entry}}}\n"
    else:
        lines.insert(place + 1, f"      {entry}\n")
    new = "".join(lines)
    wanted = yaml.safe_load(text)
    wanted["sources"][source].setdefault("releases", {})[release] = day
    if yaml.safe_load(new) != wanted:
        raise InputError([Problem(f"{source} has no day for {release}", "data/sources.yaml", f"add: {entry}")])
    return new
