"""The titles of charts, taken apart by their grammar and worked out again from the figures that they speak of.

The rule that writes a title is not asked. A title that no form here takes is refused, so is one whose subject, figure,
direction, run, record, place or comparison is not what published figures give.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from panelpack.catalogue.periods import previous
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.chance import CHANCE_LEVEL, chance
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.gate.arithmetic import Arithmetic
from panelpack.gate.marks import FACTS, is_number, mark_in
from panelpack.gate.panel_titles import COUNTS, is_beside_country
from panelpack.page.html_tree import Node, attribute, words_of
from panelpack.project.parameters import Council

_SIDES = {"above": 1, "level with": 0, "below": -1}
_SIDE = "above|level with|below"
_BESIDE = (
    rf"(?P<beside>(?:, (?:{_SIDE}) [^,\d]+?){{0,2}})"  # of England, of the neighbours' mean or median, or both in one
)
_ALONE = r"the only figure|in a series that changed|(?:no figure|none shown) the \w+ before"
_RECORD = r"(?P<record>highest|lowest) since (?P<least>at least )?(?P<since>[\d/-]+)"
_NOW = "\N{WHITE SQUARE}"
_FORMS = [
    re.compile(form)
    for form in (
        r": (?P<status>.+) for (?P<period>[^,]+)",
        rf": {_NOW}, (?P<alone>{_ALONE}){_BESIDE}",
        rf" stayed at {_NOW}{_BESIDE}",
        rf" (?P<verb>rose|fell) to {_NOW}(?:, the {_RECORD})?{_BESIDE}",
        rf" (?P<verb>rose|fell) for (?P<run>{_NOW}) (?:year|quarter)s running, to {_NOW}{_BESIDE}",
        rf" (?P<judged>worsened|improved), (?P<verb>rising|falling) to {_NOW}{_BESIDE}",
        rf": (?P<place>(?P<rank>{_NOW})(?:st|nd|rd|th)|first) of {_NOW} councils in England",
        rf": {_NOW}, the (?P<extreme>highest|lowest) of these councils",
        rf": {_NOW}{_BESIDE}",
        rf": (?P<part>.+) is the largest, {_NOW}",
    )
]
_YEARS = 10
_RUN = re.compile(
    rf"(?P<verb>Rose|Fell) for (?P<count>{'|'.join(COUNTS)}) (?:year|quarter)s running"
    r"(?:, the (?P<way>better|worse) direction)?"
)
_SIGNS = {"rose": 1, "rising": 1, "fell": -1, "falling": -1}


@dataclass(frozen=True)
class _Title:
    """A title while it is judged: what its form found, its marked numbers, the chart's table and its own figure."""

    found: "re.Match[str]"
    marks: tuple[str, ...]
    rows: list[tuple[str, list[Figure | None]]]
    now: Figure | None

    def has(self, name: str) -> str:
        """What a named part of the form took; empty where the form has none, or it took nothing."""
        return self.found.groupdict().get(name) or ""


class ChartTitles:
    """What titles of a council's charts may say."""

    def __init__(self, published: Published, council: Council) -> None:
        self._published = published
        self._council = council
        self._models = {
            item.model: published.context.areas.neighbours(council.area, item.model) for item in council.neighbours
        }
        self._arithmetic = Arithmetic(published, self._models)

    def findings(self, chart: Node) -> Iterator[str]:
        """What is wrong with the title of a chart; nothing where it has none."""
        title, table, drawing = chart.css_first("figcaption strong"), chart.css_first("table"), chart.css_first("svg")
        if title is None or table is None or drawing is None:
            return
        rows = [
            (words_of(row.css_first("th")), [self._of_cell(cell) for cell in row.css("td")]) for row in _body(table)
        ]
        figures = [figure for _, cells in rows for figure in cells[:1] if figure is not None]
        kind = attribute(drawing, "aria-label").partition(" ")[0]
        if kind == "Small":
            country = self._published.context.areas.name(self._council.country)
            if not is_beside_country(words_of(title), rows[-1][1] if rows else [], country):
                yield "a title of a chart that its figures do not bear out"
            return
        # Where all of the council's own are hidden, the others' say what the chart is of
        every = [*figures, *(figure for _, cells in rows for figure in cells if figure is not None)]
        name = words_of(title)
        if not every and self._is_of_none(name, rows) and self._is_run_of(attribute(drawing, "aria-label"), None):
            return
        measure = every[0].measure if every else None
        if measure is None or not name.startswith(measure.subject):
            yield "a title of a chart that names another subject than its figures"
            return
        marks = tuple(attribute(mark, "data-fact") for mark in title.css(FACTS))
        rest = _with_squares(title).removeprefix(measure.subject)
        found = next((match for form in _FORMS if (match := form.fullmatch(rest))), None)
        if found is None:
            yield "a title of a chart of a form that no rule has"
            return
        now = _last(rows) if kind == "Line" else self._own(figures)
        if not self._is_run_of(attribute(drawing, "aria-label"), now):
            yield "the description of a chart says a run that its figures have not"
        if not self._holds(_Title(found, marks, rows, now), kind):
            yield "a title of a chart that its figures do not bear out"

    def _is_of_none(self, title: str, rows: list[tuple[str, list[Figure | None]]]) -> bool:
        """Whether a chart that shows no figure is said to be of a measure that has none to show, and why."""
        label = rows[-1][0] if rows else ""
        return any(
            title == f"{figure.measure.subject}: {STATUS_WORDS[figure.status]} for {label}"
            for figure in self._published.figures_of(self._council.area)
            if figure.value is None and figure.period.label == label and figure.status in STATUS_WORDS
        )

    def _of_cell(self, cell: Node) -> Figure | None:
        mark = mark_in(cell)
        return self._published.figures.get(attribute(mark, "data-fact")) if mark is not None else None

    def _own(self, figures: list[Figure]) -> Figure | None:
        return next((figure for figure in figures if figure.area == self._council.area), None)

    def _holds(self, title: _Title, kind: str) -> bool:
        """Whether everything that a title says is so."""
        if title.has("status"):
            label, cells = title.rows[-1]
            return title.has("status") in STATUS_WORDS.values() and label == title.has("period") and cells[0] is None
        if title.has("part"):
            return _is_largest(title)
        if title.now is None:
            return False
        if title.has("place"):
            return self._is_place(title, title.now)
        if title.marks[-1] != title.now.id or len(title.marks) != 1 + bool(title.has("run")):
            return False
        if title.has("extreme"):
            return self._is_extreme(title, title.now)
        return self._is_moved(title, title.now, kind) and self._is_beside(title, title.now)

    def _is_moved(self, title: _Title, now: Figure, kind: str) -> bool:
        """Whether a figure moved as its title says, for as long, and beyond chance where it judges."""
        if kind == "Bar" and not title.has("alone"):
            return not title.has("verb")
        pair = self._arithmetic.both(now)
        if title.has("alone"):
            return self._is_alone(title, now)
        if pair is None:
            return False
        sign = (pair[0] > pair[1]) - (pair[0] < pair[1])
        if sign != _SIGNS.get(title.has("verb"), 0):
            return False
        if title.has("run"):
            return title.marks[0] == f"running-{now.id}"  # how many, the mark itself is held against
        if title.has("judged"):
            return self._is_judged(title.has("judged"), now, sign)
        return not title.has("record") or self._is_record(title, now, sign)

    def _is_run_of(self, description: str, now: Figure | None) -> bool:
        """Whether a run that a description says in words is that of the figure, in its direction."""
        said = _RUN.search(description)
        if said is None:
            return "running" not in description.replace("years running, to", "").replace("quarters running, to", "")
        pair = self._arithmetic.both(now) if now is not None else None
        if now is None or pair is None or (pair[0] > pair[1]) is not (said["verb"] == "Rose"):
            return False
        judged = {"better": ("better", "worse"), "worse": ("worse", "better")}.get(now.measure.higher_is)
        way = judged[said["verb"] == "Fell"] if judged else None
        found = self._arithmetic.expected("running", "", now) or []
        return said["way"] == way and [item.value for item in found] == [COUNTS.index(said["count"])]

    def _is_alone(self, title: _Title, now: Figure) -> bool:
        said, before = title.has("alone"), self._arithmetic.before(now)
        if said == "the only figure":
            return self._is_only(now)
        if said == f"none shown the {now.measure.step} before":
            return before is not None and before.value is None
        given = self._published.all_of(now.measure.id, now.area, previous(now.period), now.breakdown)
        return before is None and bool(given) is (said == "in a series that changed")

    def _is_only(self, now: Figure) -> bool:
        """Whether no year of the ten up to a figure's has another value of the same kind of source."""
        register, last = self._published.context.register, now.period.end
        others = [
            item.period.end
            for item in self._published.of_measure(now.measure.id)
            if (item.area, item.breakdown) == (now.area, now.breakdown)
            and register.kind(item.source) == register.kind(now.source)
            and item.value is not None
            and item.period.basis == now.period.basis
        ]
        return last is not None and not any(end for end in others if end and 0 < last.year - end.year < _YEARS)

    def _is_judged(self, said: str, now: Figure, sign: int) -> bool:
        before = self._arithmetic.before(now)
        p = chance(now, before).p if before is not None else None
        good = {"better": 1, "worse": -1, "neither": 0}[now.measure.higher_is] * sign
        return p is not None and p < CHANCE_LEVEL and good == (1 if said == "improved" else -1)

    def _is_record(self, title: _Title, now: Figure, sign: int) -> bool:
        """Whether no figure since a year was so high, or so low: back to a year that was, or to the first drawn."""
        if {"highest": 1, "lowest": -1}[title.has("record")] != sign:
            return False
        drawn = {cells[0].period for _, cells in title.rows if cells[0] is not None}
        at: Figure | None = now
        while at is not None and self._arithmetic.both(at) is not None:
            at = self._arithmetic.before(at)
            if at is None or at.period not in drawn:
                return False
            reached = sign * (at.number - now.number) >= 0
            if _is_year(title.has("since"), at):
                return not reached if title.has("least") else reached
            if reached:
                return False
        return False

    def _is_beside(self, title: _Title, now: Figure) -> bool:
        """Whether a figure stands to England and to the neighbours' middle as its title says."""
        for clause in filter(None, title.has("beside").split(", ")):
            side = next(word for word in _SIDES if clause.startswith(word))
            for name in clause.removeprefix(f"{side} ").split(" and "):
                if not any(
                    _SIDES[side] == (now.number > o.number) - (now.number < o.number) for o in self._other(name, now)
                ):
                    return False
        return True

    def _other(self, name: str, now: Figure) -> list[Figure]:
        """The figure that a comparison names: England's, or the mean or median of enough neighbours."""
        if name == self._published.context.areas.name(self._council.country):
            code = self._council.country
            other = self._published.find(now.measure.id, code, now.period, now.breakdown, now.source)
            return [other] if other is not None and other.value is not None else []
        if name != f"the neighbours' {self._council.neighbours_by}":
            return []
        made = [self._arithmetic.expected(self._council.neighbours_by, model, now) or [] for model in self._models]
        return [figure for found in made for figure in found]

    def _is_place(self, title: _Title, now: Figure) -> bool:
        """Whether a place in England, and of how many, are those of the figure's measure and period."""
        rank, councils = (
            self._published.find(now.measure.id, area, now.period, f"statistic={name}")
            for name, area in (("national_rank", now.area), ("councils", self._council.country))
        )
        if rank is None or councils is None or rank.value is None or not now.measure.has_direction:
            return False
        if not title.has("rank"):
            return rank.number == 1 and title.marks == (councils.id,)
        return title.marks == (rank.id, councils.id) and _ends(title.found.string, round(rank.number))

    def _is_extreme(self, title: _Title, now: Figure) -> bool:
        country = self._council.country
        others = [
            cells[0].number
            for _, cells in title.rows
            if cells[0] is not None and self._is_council(cells[0]) and cells[0].area not in (now.area, country)
        ]
        if title.has("extreme") == "highest":
            return bool(others) and now.number > max(others)
        return bool(others) and now.number < min(others)

    def _is_council(self, figure: Figure) -> bool:
        return self._published.context.areas[figure.area].kind == "council"


def _is_year(said: str, figure: Figure) -> bool:
    """Whether a title means a figure's period by a label or a year."""
    end = figure.period.end
    return said == figure.period.label or (end is not None and said == str(end.year))


def _is_largest(title: _Title) -> bool:
    """Whether a part is the only largest one."""
    values: Mapping[str, Figure] = {label: cells[0] for label, cells in title.rows if cells[0] is not None}
    largest = max(values.values(), key=lambda figure: figure.number)
    alone = sum(figure.number == largest.number for figure in values.values()) == 1
    named = values.get(title.has("part"))
    return alone and named is not None and named.id == largest.id and title.marks == (largest.id,)


def _ends(words: str, place: int) -> bool:
    """Whether the letters after a place are those that it has."""
    usual = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return words.startswith(f": {_NOW}{'th' if 10 < place % 100 < 14 else usual} ")


def _body(table: Node) -> list[Node]:
    return list(table.css("tbody tr"))


def _last(rows: list[tuple[str, list[Figure | None]]]) -> Figure | None:
    return rows[-1][1][0] if rows and rows[-1][1] else None


def _with_squares(title: Node) -> str:
    """The words of a title, with a square for each marked number."""
    parts = []
    for child in title.iter(include_text=True, skip_empty=False):
        parts.append(_NOW if is_number(child) else words_of(child))
    return "".join(parts)
