"""Names that every platform takes for a file, so that what is written on one opens on the other."""

import re
from pathlib import Path

from panelpack.project.errors import InputError, Problem

# Devices of Windows, whatever ending follows
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_SIGNS = re.compile(r'[<>:"|?*\\/\x00-\x1f]')


def refuse_name(path: Path) -> None:
    """Refuse a file whose name Windows would take for something else.

    >>> from pathlib import Path
    >>> refuse_name(Path("figures.csv"))
    >>> refuse_name(Path("aux.csv"))
    Traceback (most recent call last):
    panelpack.project.errors.InputError: aux.csv: Windows keeps the name 'aux' for a device (choose another name)

    Raises:
        InputError: no file can have this name there.
    """
    name = path.name
    stem = name.split(".")[0].rstrip()
    if _DEVICES.fullmatch(stem):
        raise InputError([Problem(f"Windows keeps the name {stem!r} for a device", str(path), "choose another name")])
    if sign := _SIGNS.search(name):
        todo = "leave it out of the name"
        raise InputError([Problem(f"no file on Windows has {sign[0]!r} in its name", str(path), todo)])
    if name.endswith((" ", ".")):
        todo = "leave it off"
        raise InputError([Problem("no name on Windows ends in a dot or a space", str(path), todo)])
