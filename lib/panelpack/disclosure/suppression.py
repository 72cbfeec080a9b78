"""Secondary suppression: which further figures to hide so that no hidden count can be worked out.

First the pattern of least loss in which every equation that holds a hidden count holds enough of them; then the audit.
What holds an exposed count is added to what the pattern must break, and a new one is made, until nothing is exposed
(the method of cutting planes of Fischetti and Salazar, 2001). The same figures in any order give the same answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from panelpack.disclosure.attack import Narrow, Width, connected, exposed
from panelpack.disclosure.pattern import Losses, line_limits
from panelpack.disclosure.system import Line, System

_ROUNDS = 40
"""After so many patterns, what was chosen once stays chosen, so that there is an end."""


@dataclass(frozen=True)
class Pattern:
    """Figures hidden for the sake of others, and what stays exposed whatever is hidden."""

    secondary: frozenset[int]
    beyond: frozenset[int]


@dataclass(frozen=True)
class Rule:
    """What may be hidden, by which price, and what is asked of a hidden count."""

    may_hide: Callable[[int], bool]
    order: Sequence[int]
    width: Width
    third_beside_one: bool = True

    def rank(self, variable: int) -> int:
        """The place of a variable in an order that does not depend on the order of rows."""
        return self.order[variable] if variable < len(self.order) else len(self.order) + variable


def suppress(system: System, hidden: Iterable[int], guarded: Iterable[int], rule: Rule) -> Pattern:
    """The further figures to hide.

    Args:
        hidden: figures that are hidden already.
        guarded: hidden figures and unprinted counts that nobody may work out.
    """
    start, wanted = set(hidden), set(guarded)
    everything = set(range(len(system.values)))
    secondary: set[int] = set()
    beyond: set[int] = set()
    for group, lines in connected(system.lines, everything):
        if lines and wanted & group:
            ordered = sorted(lines, key=lambda line: sorted((rule.rank(one), factor) for one, factor in line))
            found, left = _Component(system, group, ordered, start & group, rule).hide(wanted & group)
            secondary |= found
            beyond |= left
    return Pattern(frozenset(secondary), frozenset(beyond))


class _Component:
    """Figures that hang together, of which some are hidden."""

    def __init__(self, system: System, group: set[int], lines: Sequence[Line], hidden: set[int], rule: Rule) -> None:
        self.system, self.lines, self.hidden, self.rule = system, lines, hidden, rule
        printed = {one for one in group - system.free() - hidden if system.values[one] != 0}
        limited = (group & system.limits.keys()) - hidden
        self.may = {one for one in printed | limited if rule.may_hide(one)}

    def hide(self, guarded: set[int]) -> tuple[set[int], set[int]]:
        """What is hidden for the sake of others, and what stays exposed."""
        losses = Losses(sorted(self.may, key=self.rule.rank), self.system)
        for line in self.lines:
            limits = line_limits(self.system, line, self.hidden, guarded, self.may, self.rule.width)
            for terms, least in [*limits, *self._thirds(line, guarded)]:
                losses.add(terms, least)
        chosen: set[int] = set()
        beyond: set[int] = set()
        watched, is_cheapest = guarded, True
        for number in range(_ROUNDS + len(self.may) + 1):
            chosen = losses.least(chosen if number >= _ROUNDS else set())
            found = self._exposed(chosen, watched - beyond)
            if not found and watched == guarded:
                break
            # The others are looked at again when those that were open once are safe
            watched = (watched if watched != guarded else set()) | set(found) if found else guarded
            for one, narrow in found.items():
                mended = self._demand(losses, narrow, chosen)
                is_cheapest = is_cheapest and mended is True and number < _ROUNDS
                if mended is None:
                    beyond.add(one)
        return (chosen if is_cheapest else self._thinned(chosen, guarded - beyond)), beyond

    def _exposed(self, chosen: set[int], guarded: set[int]) -> dict[int, Narrow]:
        return exposed(self.system, self.lines, self.hidden | chosen, guarded, self.rule.width, self.rule.rank)

    def _demand(self, losses: Losses, narrow: Narrow, chosen: set[int]) -> bool | None:
        """Ask the next pattern to break what holds a count; False where it is a guess, None where nothing can."""
        for hold in narrow.holds:
            room = {one: more for one, more in hold.room.items() if one in self.may}
            if sum(room.values()) < hold.missing - 1e-6:
                return None
            losses.add(room, hold.missing)
        if narrow.holds:
            return True
        near = {other for line in self.lines if any(one in narrow.group for one, _ in line) for other, _ in line} & (
            self.may - chosen
        )
        if not near:
            return None
        losses.add(dict.fromkeys(near, 1.0), 1.0)
        return False

    def _thirds(self, line: Line, guarded: set[int]) -> list[tuple[dict[int, float], float]]:
        """Beside a single person, two further figures of a line."""
        inside = {one for one, _ in line}
        alone = any(self.system.values[one] == 1 for one in inside & guarded)
        fixed, loose = inside & (self.hidden | self.system.free()), inside & self.may
        if not self.rule.third_beside_one or not alone or len(fixed) >= 3 or len(fixed) + len(loose) < 3:
            return []
        if inside & self.system.free() - guarded:
            return []
        return [(dict.fromkeys(loose, 1.0), 3.0 - len(fixed))]

    def _thinned(self, chosen: set[int], guarded: set[int]) -> set[int]:
        """The chosen figures without those that the audit can do without, the dearest first."""
        kept = set(chosen)
        thirds = [some for line in self.lines for some in self._thirds(line, guarded)]
        for one in sorted(chosen, key=lambda item: (-self.system.values[item], self.rule.rank(item))):
            fewer = kept - {one}
            if all(len(fewer & some.keys()) >= least for some, least in thirds) and not self._exposed(fewer, guarded):
                kept = fewer
        return kept
