"""Children who come into care: their periods, episodes and ways to adoption, and what care does to their case."""

from dataclasses import dataclass, field
from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.care_episodes import Addresses, episode_table, episodes
from panelpack.commands.sample.care_paths import Adoption, Path, around, care_path
from panelpack.commands.sample.days import NEVER, birthday

_CHANGED = ("plan_end", "cin_plan", "cin_plan_end", "closed", "reason", "need", "seen_through")
_PERIOD = ["period", "child", "referral", "start", "end", "reason", "respite"]
_ADOPTION = ["child", "period", "entered", "by_carer", *Adoption.__dataclass_fields__]
_HOME_REASONS = ("E4A", "E4B", "E13")
_CLOSES = {
    "E11": "RC1", "E12": "RC1", "E2": "RC2", "E41": "RC3", "E45": "RC4", "E46": "RC4", "E47": "RC4", "E48": "RC4",
    "E3": "RC5",
}  # fmt: skip


@dataclass
class Care:
    """What care there was, gathered row by row.

    Attributes:
        rows: episodes; `periods` and `adoptions` have a row a period of care, and of those a way to adoption.
    """

    addresses: Addresses
    rows: list[tuple[int | str, ...]] = field(default_factory=list)
    periods: list[dict[str, object]] = field(default_factory=list)
    adoptions: list[dict[str, object]] = field(default_factory=list)

    def take(self, dice: Random, path: Path, child: int, referral: int, home: int, respite: bool = False) -> None:
        """Keep a period of care of a child."""
        period = len(self.periods)
        self.rows.extend(episodes(dice, path, child, period, home, self.addresses))
        self.periods.append(
            {
                "period": period,
                "child": child,
                "referral": referral,
                "start": path.start,
                "end": path.end,
                "reason": path.reason,
                "respite": respite,
            }  # fmt: skip
        )
        if path.adoption:
            self.adoptions.append(
                {
                    "child": child,
                    "period": period,
                    "entered": path.start,
                    "by_carer": path.adoption.by_carer,
                    **vars(path.adoption),
                }
            )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Episodes, periods and adoptions."""
        return {
            "episodes": episode_table(self.rows),
            "periods": pd.DataFrame(self.periods, columns=_PERIOD),
            "adoptions": pd.DataFrame(self.adoptions, columns=_ADOPTION),
        }


def bring_into_care(dice: Random, care: Care, cases: pd.DataFrame, people: pd.DataFrame) -> None:
    """Let children come into care from the day that their case says; their plans and cases end accordingly."""
    entering = np.flatnonzero(cases["care_from"].to_numpy() < NEVER)
    columns = {name: cases[name].to_numpy(copy=True) for name in _CHANGED}
    born, home = people["born"].to_numpy(), people["home"].to_numpy()
    abroad, child = people["unaccompanied"].to_numpy(), cases["child"].to_numpy()
    start, plan = cases["care_from"].to_numpy(), cases["plan"].to_numpy()
    referral = cases["referral"].to_numpy()
    for at in entering.tolist():
        who, since = int(child[at]), int(born[at])
        need = "N8" if abroad[at] else "N1" if columns["need"][at] == "N9" else str(columns["need"][at])
        path = care_path(dice, since, int(start[at]), need, bool(abroad[at]))
        care.take(dice, path, who, int(referral[at]), int(home[at]))
        if path.reason in _HOME_REASONS and dice.random() < 0.13:
            again = path.end + around(dice, 120, 0.8, 5)
            if again < birthday(since, 18) - 30:
                path = care_path(dice, since, again, need)
                care.take(dice, path, who, int(referral[at]), int(home[at]))
        if plan[at] < NEVER:
            columns["plan_end"][at] = max(plan[at] + 15, min(columns["plan_end"][at], start[at] + 20))
        _close_after_care(dice, columns, at, path, since, int(plan[at]))
        columns["need"][at] = need
    for name, values in columns.items():
        cases[name] = values


def _close_after_care(dice: Random, columns: dict[str, np.ndarray], at: int, path: Path, born: int, plan: int) -> None:
    """The case of a child who was in care: closed when another family is found, later where the child went home."""
    columns["cin_plan"][at] = columns["cin_plan_end"][at] = NEVER
    over = max(path.end, int(columns["seen_through"][at]), int(columns["plan_end"][at]) if plan < NEVER else 0)
    closed, reason = over, _CLOSES.get(path.reason, "RC7")
    if path.end >= birthday(born, 18):
        closed, reason = over, "RC6" if path.reason == "E7" else "RC7"
        if dice.random() < 0.45:
            closed, reason = max(over, birthday(born, 21)), "RC7"
    elif path.reason in _HOME_REASONS:
        closed = over + 1 + around(dice, 130, 0.6, 20)
        closed = max(over, min(closed, birthday(born, 18)))
        if closed > over + 1:
            columns["cin_plan"][at], columns["cin_plan_end"][at] = over + 1, closed
    columns["closed"][at], columns["reason"][at] = closed, reason
