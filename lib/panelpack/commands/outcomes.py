"""What came of the packs of a build: in a few lines for people, and as the last line for programs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from panelpack.commands.ending import code_of
from panelpack.commands.telling import Telling
from panelpack.packs.cluster import Cluster
from panelpack.packs.officers import officers_path
from panelpack.packs.pack import Pack, pack_folder
from panelpack.packs.plan import PackPlan
from panelpack.packs.years import NoFigureError
from panelpack.project.checkout import Project
from panelpack.project.children import Outcome
from panelpack.project.errors import InputError, PanelpackError

FRESH = "it is as its sources say"
EARLY = "there is no figure for this year yet"
_Outcome = Outcome[PackPlan, Pack]


def outcomes_of(
    project: Project,
    plans: Sequence[PackPlan],
    found: Sequence[_Outcome],
    early: Sequence[tuple[str, str]],
    cluster: Cluster | None,
) -> "Outcomes":
    """What came of packs. Of several, one of a year that was only begun was left out, and did not fail."""
    begun = [outcome for outcome in found if isinstance(outcome.failed, NoFigureError)]
    if len(begun) < len(found):
        early = [*early, *((outcome.item.council, outcome.item.year) for outcome in begun)]
        found = [outcome for outcome in found if outcome not in begun]
    return Outcomes(project, plans, found, early, cluster)


@dataclass(frozen=True)
class Outcomes:
    """What came of each pack of a build, and which years were left out since they have no figure yet."""

    project: Project
    plans: Sequence[PackPlan]
    found: Sequence[_Outcome]
    early: Sequence[tuple[str, str]] = ()
    cluster: Cluster | None = None

    def tell(self, telling: Telling) -> None:
        """Say what came of the packs."""
        telling.skipped += [{"council": council, "year": year, "why": EARLY} for council, year in self.early]
        for outcome in self.found:
            about = {"council": outcome.item.council, "year": outcome.item.year}
            if outcome.failed is not None:
                telling.failed.append({**about, "exit_code": code_of(outcome.failed)})
            elif (pack := outcome.result()).was_fresh:
                telling.skipped.append({**about, "why": FRESH})
            else:
                telling.built.append({**about, **self._said_of(pack, outcome.item)})
        if words := self._words():
            telling.say(words)

    def errors(self) -> list[Exception]:
        """Why packs were not built, each with its name where there are several."""
        return [_named(item.item, item.failed, len(self.plans)) for item in self.found if item.failed is not None]

    @property
    def is_nothing_done(self) -> bool:
        """Whether every pack is there and was not made anew."""
        return all(outcome.failed is None for outcome in self.found) and not self._made()

    def for_next_time(self, telling: Telling, log: str) -> dict[str, Any]:
        """What to tell when the same command is given again and nothing changed."""
        early = [{"council": council, "year": year, "why": EARLY} for council, year in self.early]
        fresh = [{"council": item.council, "year": item.year, "why": FRESH} for item in self.plans]
        words = "\n".join([*self._early_words(), self._fresh_words()])
        return {"said": words, "skipped": early + fresh, "quiet": telling.quiet, "log": log}

    def _made(self) -> list[Pack]:
        packs = [outcome.result() for outcome in self.found if outcome.failed is None]
        return [pack for pack in packs if not pack.was_fresh]

    def _said_of(self, pack: Pack, plan: PackPlan) -> dict[str, Any]:
        stated, derived = pack.numbers
        return {
            "reports": dict(pack.made),
            "kept": len(plan.reports) - len(pack.made),
            "numbers": {"stated": stated, "derived": derived},
            "folder": self._address(pack_folder(self.project, plan)),
        }

    def _words(self) -> str:
        """What came of all packs, in a few lines."""
        made, early = self._made(), self._early_words()
        if not made:
            there = any(outcome.failed is None for outcome in self.found)
            return "\n".join([*early, *([self._fresh_words()] if there else [])])
        stated, derived = (sum(counts) for counts in zip(*(pack.numbers for pack in made), strict=True))
        lines = [f"{stated} numbers are as their facts say, {derived} are worked out again from such facts"]
        reports = sum(len(pack.made) for pack in made)
        kept = sum(len(item.item.reports) for item in self.found if item.failed is None) - reports
        if kept:
            lines.append(f"{reports} reports are others than before, {kept} as they were")
        lines += dict.fromkeys(pack.left_out for pack in made if pack.left_out)
        lines += self._of_one(made[0]) if len(self.plans) == 1 else []
        return "\n".join([*lines, *early, f"Open {self._where()}"])

    def _of_one(self, pack: Pack) -> list[str]:
        """What officers are to know of the one pack that was made."""
        item = self.plans[0]
        lines = []
        if pack.without:
            lines.append(f"no figure of {item.year} is there yet for {', '.join(pack.without)}")
            lines.append(f"  panelpack status {item.council} {item.year} says what is missing")
        if self.cluster is None:
            page = officers_path(pack_folder(self.project, item)).relative_to(self.project.root).as_posix()
            lines.append(f"For officers, never published: {page}")
        return lines

    def _early_words(self) -> list[str]:
        return [f"{council} {year}: {EARLY}" for council, year in self.early]

    def _fresh_words(self) -> str:
        return f"Nothing to do: {self._where()} is as its sources say"

    def _where(self) -> str:
        """What to open: the one pack, the page above the years, or the folder of all councils."""
        index = pack_folder(self.project, self.plans[-1]) / "index.html"
        if len({item.council for item in self.plans}) > 1:
            index = index.parents[2]
        elif len(self.plans) > 1:
            index = index.parents[1] / "index.html"
        return self._address(index)

    def _address(self, path: Path) -> str:
        """Where a file or folder of packs is: within the project, or on a cluster where its workers put packs."""
        cluster, rendered = self.cluster, self.project.rendered
        if cluster is None or cluster.to == f"file://{rendered.as_posix()}":
            return path.relative_to(self.project.root).as_posix()
        return f"{cluster.to}/{path.relative_to(rendered).as_posix()}".removesuffix("/.")


def _named(plan: PackPlan, error: Exception, packs: int) -> Exception:
    """Why a pack was not built, with its name where there are several; of the same kind."""
    if packs == 1 or not isinstance(error, PanelpackError):
        return error
    name = f"{plan.council} {plan.year}"
    if isinstance(error, InputError):
        problems = [replace(one, where=", ".join(filter(None, (name, one.where)))) for one in error.problems]
        return type(error)(problems, error.shown)
    error.args = (f"{name}: {error}",)
    return error
