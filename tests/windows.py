"""Windows' rules, acted out on other systems: what a program that holds a file makes of a change to it."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

MAY_NOT_LINK = 1314


class HeldByWindowsError(PermissionError):
    """What Windows raises where another program holds a file, with Windows' own number."""

    def __init__(self, path, number=32):
        super().__init__(
            13, "The process cannot access the file because it is being used by another process", str(path)
        )
        self.winerror = number


@contextmanager
def held(monkeypatch, path, times, number=32):
    """While the block runs, a file may not be moved, nor another take its place, nor a folder around it, so often."""
    path, left = Path(path), [times]
    acts = {name: getattr(os, name) for name in ("rename", "replace")}

    def act(name):
        def changed(source, target, **settings):
            touched = {Path(source), Path(target)}
            if left[0] > 0 and touched & {path, *path.parents}:
                left[0] -= 1
                raise HeldByWindowsError(source, number)
            return acts[name](source, target, **settings)

        return changed

    with monkeypatch.context() as patched:
        for name in acts:
            patched.setattr(os, name, act(name))
        yield left


def link_or_copy(place, target, link=Path.symlink_to):
    """A file or folder under a second name; a copy where Windows lets only some make links."""
    try:
        link(place, target, target_is_directory=target.is_dir())
    except OSError as error:
        if getattr(error, "winerror", None) != MAY_NOT_LINK:
            raise
        (shutil.copytree if target.is_dir() else shutil.copy2)(target, place)
