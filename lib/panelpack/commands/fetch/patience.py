"""How long an answer is waited for, and what is tried again after what time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import sleep
from typing import TypeVar

from panelpack.project.errors import PanelpackError

T = TypeVar("T")


class FetchError(PanelpackError):
    """Something could not be fetched."""


class AgainError(Exception):
    """What may go better another time.

    Args:
        after_seconds: how long the server asks to wait; None where it does not say.
    """

    def __init__(self, what: str, after_seconds: float | None = None) -> None:
        super().__init__(what)
        self.after_seconds = after_seconds


@dataclass(frozen=True)
class Patience:
    """How long an answer is waited for, and how often it is asked for.

    Attributes:
        tries: how often, the first time counted.
        first_wait_seconds: before the second try; each wait after that is twice as long.
        longest_wait_seconds: the longest wait, also where the server asks for more.
        timeout_seconds: the longest silence of the server.
    """

    tries: int = 5
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 60.0
    timeout_seconds: float = 30.0

    def until_done(self, ask: Callable[[], T], what: str, say: Callable[[str], None]) -> T:
        """What asking gives in the end.

        Args:
            what: what is asked for, for messages.

        Raises:
            FetchError: it never went well, or the server asks to wait for longer than the longest wait.
        """
        for done in range(1, self.tries + 1):
            try:
                return ask()
            except AgainError as error:
                wait = self.first_wait_seconds * 2 ** (done - 1)
                wait = min(wait if error.after_seconds is None else error.after_seconds, self.longest_wait_seconds)
                if error.after_seconds is not None and error.after_seconds > self.longest_wait_seconds:
                    said = f"{what}: {error}, to wait for {error.after_seconds:.0f} seconds"
                    raise FetchError(f"{said}\nrun the same command after that: it goes on where it was") from None
                if done == self.tries:
                    said = f"{what}: {error}; tried {done} times"
                    todo = "look whether the network is there, and run the same command again: it goes on where it was"
                    raise FetchError(f"{said}\n{todo}") from None
                say(f"{what}: {error}; again in {wait:.3g} seconds")
                sleep(wait)
        raise AssertionError


def seconds_of(retry_after: str) -> float | None:
    """How long a header Retry-After asks to wait, by its seconds or its day and time; None where it says nothing.

    >>> seconds_of("120"), seconds_of("Thu, 01 Jan 1970 00:00:00 GMT"), seconds_of("soon"), seconds_of("")
    (120.0, 0.0, None, None)
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (then.astimezone(UTC) - datetime.now(UTC)).total_seconds())
