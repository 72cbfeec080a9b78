"""Where the command line begins: with what can be answered before anything large is imported."""

import os
import sys
from pathlib import Path

from panelpack.commands.exit_codes import NOTHING_TO_DO
from panelpack.project.threads import WITHOUT_THREADS
from panelpack.project.unchanged import root_of, would_change_nothing


def main() -> None:
    """Run a command."""
    words = sys.argv[1:]
    root = root_of(Path.cwd()) if words[:1] == ["build"] else None
    if root is not None and (said := would_change_nothing(root, words)):
        print(said)
        sys.exit(NOTHING_TO_DO)
    # Builds use as many processes as there are cores: a library's own threads would be in their way, and at a fork
    for name, value in WITHOUT_THREADS.items():
        os.environ.setdefault(name, value)
    from panelpack.commands.cli import main as run

    run()


if __name__ == "__main__":
    main()
