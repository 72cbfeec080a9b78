"""Where the command line begins: with what can be answered before anything large is imported."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from panelpack.commands.exit_codes import FAILED, NOTHING_TO_DO
from panelpack.commands.telling import telling_to
from panelpack.project.errors import PanelpackError
from panelpack.project.threads import WITHOUT_THREADS
from panelpack.project.unchanged import root_of, would_change_nothing


def main() -> None:
    """Run a command."""
    words = sys.argv[1:]
    root = root_of(Path.cwd()) if words[:1] == ["build"] else None
    if root is not None and (kept := would_change_nothing(root, words)):
        _tell(kept)
    # Builds use as many processes as there are cores: a library's own threads would be in their way, and at a fork
    for name, value in WITHOUT_THREADS.items():
        os.environ.setdefault(name, value)
    _the_rest()()


def _the_rest() -> Callable[[], None]:
    """The whole command line, imported as quickly as can be."""
    # A checker of web addresses that jsonschema looks for, and no notebook needs: it takes longer than all the rest
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # What is imported stays, so that looking for what is no longer used would find nothing
    gc.disable()
    try:
        from panelpack.commands.cli import main as run
    finally:
        gc.freeze()
        gc.enable()
    return run


def _tell(kept: Mapping[str, Any]) -> NoReturn:
    """Tell that there is nothing to do, as the whole command would, and end."""
    try:
        with telling_to(kept["quiet"], kept["log"]) as telling:
            telling.skipped += kept["skipped"]
            telling.say(kept["said"])
            sys.exit(NOTHING_TO_DO)
    except PanelpackError as error:
        print(error, file=sys.stderr)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
