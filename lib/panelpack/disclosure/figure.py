"""A figure: a number that may be shown, at the precision displayed, or the status in place of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from panelpack.catalogue.context import Context
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import half_away, written
from panelpack.catalogue.periods import Period
from panelpack.catalogue.reporting_years import reporting_year
from panelpack.catalogue.statuses import HIDDEN

YEAR_NOT_PRINTED = "year not printed"
"""The qualifier of a figure to whose period its document prints no year: whoever carried it over inferred one."""

_POUNDS = {"gbp": "", "gbp_thousands": "k", "gbp_millions": "m"}


@dataclass(frozen=True)
class Figure:
    """A number that may be shown, or the status in place of it.

    `id` is short enough for a page: eight letters of a hash of the fact's whole key, with the way of its making before
    it when it was derived. `value` is None exactly when there is a status. `made_of` are the figures that a derived one
    was made from. `context` knows the names of its area and of its source.
    """

    id: str
    measure: Measure
    area: str
    period: Period
    value: float | None
    context: Context = field(repr=False, compare=False)
    status: str = ""
    unit: str = ""
    decimals: int = 0
    breakdown: str = ""
    source: str = ""
    release: str = ""
    qualifier: str = ""
    numerator: float | None = None
    denominator: float | None = None
    signed: bool = False
    small_base: int = 0
    file: str = ""
    line: int = 0
    made_of: tuple["Figure", ...] = ()

    @property
    def text(self) -> str:
        """The number as it is shown, or the symbol of its status.

        A percentage that panelpack computes on a small base gives way to the numbers themselves.
        """
        if self.value is None:
            return self.status
        if self.gives_way:
            return f"{written(_known(self.numerator), 0)} of {written(_known(self.denominator), 0)}"
        number = written(self.value, self.decimals, self.signed)
        if self.unit in ("percent", "percent_change"):
            return f"{number}%"
        if self.unit == "judgement":
            return self.measure.levels[round(self.value) - 1]
        if self.unit in _POUNDS:
            sign = number[0] if number[0] in "+−" else ""
            return f"{sign}£{number.removeprefix(sign)}{_POUNDS[self.unit]}"
        return number

    @property
    def qualifiers(self) -> list[str]:
        """What its source says around the number, such as `about` or `planned`."""
        return [word for word in qualifiers_in(self.qualifier) if word != YEAR_NOT_PRINTED]

    @property
    def year_is_inferred(self) -> bool:
        """Whether its source prints no year to its period."""
        return YEAR_NOT_PRINTED in qualifiers_in(self.qualifier)

    @property
    def label(self) -> str:
        """What it is of, in words: the measure and the part."""
        return ", ".join(filter(None, (self.measure.label, self.measure.breakdown_label(self.breakdown))))

    @property
    def area_name(self) -> str:
        """The name of its area as pages write it."""
        return self.context.areas.name(self.area)

    @property
    def source_title(self) -> str:
        """The title of its source."""
        return self.context.register[self.source].title

    @property
    def reporting_year(self) -> str:
        """The reporting year that its period belongs to; of an undated one that of its document, empty for none."""
        return reporting_year(self.period) or self.context.register[self.source].reporting_year or ""

    @property
    def is_counted(self) -> bool:
        """Whether it was counted here, from records of children."""
        register = self.context.register
        return self.source in register.sources and register.kind(self.source).is_counted

    @property
    def gives_way(self) -> bool:
        """Whether the base is too small for a percentage that panelpack computed, by a formula or from records."""
        if not (self.measure.calculated or self.is_counted) or self.unit != "percent" or self.numerator is None:
            return False
        return self.denominator is not None and self.denominator < self.small_base

    @property
    def shown(self) -> float | None:
        """The value at the precision displayed, as the page's mark-up carries it."""
        return None if self.value is None else half_away(self.value, self.decimals)

    @property
    def number(self) -> float:
        """The value at the precision displayed, of a figure that has one.

        Raises:
            ValueError: there is a status in its place: whoever asks must have looked first.
        """
        return half_away(self.exact, self.decimals)

    @property
    def exact(self) -> float:
        """The value as it is known, of a figure that has one.

        Raises:
            ValueError: there is a status in its place: whoever asks must have looked first.
        """
        if self.value is None:
            raise ValueError(
                f"{self.measure.id}, {self.period.label}: there is no value but the status {self.status!r}"
            )
        return self.value

    @property
    def is_hidden(self) -> bool:
        """Whether it exists and is not shown, so that nobody can be found by it."""
        return self.status == HIDDEN

    def derived(
        self,
        way: str,
        value: float,
        made_of: Iterable["Figure"],
        *,
        unit: str = "",
        decimals: int | None = None,
        signed: bool = False,
    ) -> "Figure":
        """A number made from published figures, with an id that says how, and this figure as its base."""
        made = replace(self, value=value, status="", unit=unit or self.unit, signed=signed, made_of=tuple(made_of))
        return replace(
            made,
            id=f"{way}-{self.id}",
            decimals=self.decimals if decimals is None else decimals,
            qualifier="",
            numerator=None,
            denominator=None,
        )

    def absent(self, way: str, status: str) -> "Figure":
        """The symbol that stood in place of this figure, with an id that says how it came about."""
        return replace(self, id=f"{way}-{self.id}", value=None, status=status, numerator=None, denominator=None)


def _known(part: float | None) -> float:
    if part is None:
        raise ValueError("a percentage without its numbers")
    return part


def qualifiers_in(words: str) -> list[str]:
    """The parts of a qualifier, which stand between semicolons.

    >>> qualifiers_in("about; planned")
    ['about', 'planned']
    """
    return [part for words_ in words.split(";") if (part := words_.strip())]


def way_and_base(name: str) -> tuple[str, str]:
    """The way in which a number was made, empty for a fact, and the id of the fact that it is based on.

    >>> way_and_base("change_pct-ab3defgh")
    ('change_pct', 'ab3defgh')
    """
    way, _, base = name.rpartition("-")
    return way, base
