"""panelpack: yearly reports of a council's children's services, for the scrutiny panel that reads them."""

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panelpack.explore import areas, facts, measures
    from panelpack.explorer import explorer
    from panelpack.report import Report

__version__ = "0.1.0"
__all__ = ["Report", "areas", "explorer", "facts", "measures"]

_ROOMS = {"Report": "report", "areas": "explore", "facts": "explore", "measures": "explore", "explorer": "explorer"}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    open_for_notebooks()
    return globals()[name]


def open_for_notebooks() -> None:
    """Import what a notebook needs, and give it its names.

    `facts` hides the room of that name only where it is an attribute: `from panelpack.facts.table import KEY` stays.
    """
    from importlib import import_module

    from panelpack.completion import complete_names

    for name, room in _ROOMS.items():
        globals()[name] = getattr(import_module(f"panelpack.{room}"), name)
    complete_names()


# A command that finds nothing to do has ended before pandas would be imported
if PurePath(sys.argv[0] if sys.argv else "").stem not in ("panelpack", "-m"):
    open_for_notebooks()
