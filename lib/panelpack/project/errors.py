"""Errors that say what happened, where, and what to do.

A check that finds several faults collects them as `Problem`s and raises one `InputError` that lists them all, so that
an analyst mends a file once and not line by line. No message ever repeats an identifier or a date of birth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

MANY = 20
"""Longer lists of valid names are cut to the nearest."""


@dataclass(frozen=True)
class Problem:
    """One fault in an input: what it is, where it stands and what to do about it."""

    what: str
    where: str = ""
    todo: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.what) if part) + (f" ({self.todo})" if self.todo else "")


class PanelpackError(Exception):
    """Anything that stops panelpack and that the reader of the message can mend."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback, of which its reader can mend nothing."""
        return [f"{type(self).__name__}: {self}"]


class InputError(PanelpackError):
    """One or more faults in parameters or data, all of those that were found.

    Args:
        problems: every fault that the check found; at least one.
        shown: how many of them the message lists.
    """

    SHOWN = 20

    def __init__(self, problems: Iterable[Problem], shown: int = SHOWN) -> None:
        self.problems = list(problems)
        self.shown = shown
        lines = [str(problem) for problem in self.problems[:shown]]
        if len(self.problems) > shown:
            lines.append(f"... and {len(self.problems) - shown} more")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type["InputError"], tuple[list[Problem], int]]:
        """How it comes whole from one process to another."""
        return type(self), (self.problems, self.shown)


class SeveralError(PanelpackError):
    """Several things failed, each for a reason of its own, and not all for faults in inputs.

    Args:
        errors: what made them fail; at least one.
    """

    def __init__(self, errors: Iterable[PanelpackError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(map(str, self.errors)))

    def __reduce__(self) -> tuple[type["SeveralError"], tuple[list[PanelpackError]]]:
        """How it comes whole from one process to another."""
        return type(self), (self.errors,)


def suggest(name: str, valid: Iterable[str]) -> str:
    """Say which valid name is nearest to a mistyped one.

    >>> suggest("nieghbours", ["region", "neighbours"])
    'did you mean neighbours?'
    >>> suggest("qqq", ["region", "neighbours"])
    'valid: neighbours, region'
    """
    names = sorted(valid)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    if len(names) <= MANY:
        return f"valid: {', '.join(names)}"
    return f"{len(names)} are valid, the nearest: {', '.join(get_close_matches(name, names, n=5, cutoff=0))}"


def unknown(kind: str, name: str, valid: Sequence[str]) -> InputError:
    """The error for a report, year, council or parameter that does not exist: it lists those that do, if few."""
    near = get_close_matches(name, valid, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}? " if near else ""
    known = f"valid: {', '.join(valid) or 'none'}" if len(valid) <= MANY else f"{len(valid)} are valid"
    return InputError([Problem(f"there is no {kind} {name!r}", todo=f"{hint}{known}")])


def some(names: Sequence[str], shown: int = 5) -> str:
    """The first of some names, and how many more there are.

    >>> some(["one", "two", "three"], shown=2)
    'one, two and 1 more'
    """
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")
