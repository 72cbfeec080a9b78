"""Files in another place: a shared folder, S3 and the like, reached by fsspec, which the extra `cluster` brings.

A store is a folder named by an address such as `s3://bucket/panelpack` or `file:///shared/panelpack`. What the service
behind it asks for, keys and addresses, is each machine's own: nothing of it is written down or sent by panelpack.
"""

import importlib
from functools import cached_property
from pathlib import Path
from typing import Any

from panelpack.project.errors import PanelpackError

EXTRA = "pip install 'panelpack[cluster]'"


def of_the_extra(module: str) -> Any:
    """A module that only the extra `cluster` brings; nothing imports it before it is wanted.

    Raises:
        PanelpackError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        what = f"{error.name or module} is not installed, which builds on a cluster need"
        raise PanelpackError(f"{what}: {EXTRA}") from error


class Store:
    """A folder in another place, named by its address."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    @cached_property
    def _reached(self) -> tuple[Any, str]:
        fsspec = of_the_extra("fsspec")
        try:
            system, root = fsspec.core.url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            raise PanelpackError(f"{self.address} cannot be reached: {error}") from error
        return system, root.rstrip("/")

    @property
    def folder(self) -> Path | None:
        """The folder itself, where it is one of this machine's or is mounted here."""
        system, root = self._reached
        protocols = [system.protocol] if isinstance(system.protocol, str) else system.protocol
        return Path(root) if "file" in protocols else None

    def check(self) -> None:
        """Find out whether it can be reached; it need not be there yet.

        Raises:
            PanelpackError: it cannot, and what the service says.
        """
        system, root = self._reached
        try:
            system.ls(root, refresh=True)
        except FileNotFoundError:
            return
        except Exception as error:
            raise PanelpackError(f"{self.address} cannot be reached: {error}") from error

    def names(self, below: str = "") -> list[str]:
        """The paths of all files in it or in a folder of it, sorted; none where there is no such folder."""
        system, root = self._reached
        start = f"{root}/{below}" if below else root
        system.invalidate_cache()
        try:
            found = system.find(start)
        except FileNotFoundError:
            return []
        return sorted(str(path)[len(root) + 1 :] for path in found)

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            FileNotFoundError: there is none.
        """
        system, root = self._reached
        content = system.cat_file(f"{root}/{path}")
        return bytes(content)

    def fetch(self, path: str, target: Path) -> None:
        """Copy a file out of it."""
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.read(path))

    def put(self, source: Path, path: str) -> None:
        """Copy a file into it. A store that is no folder shows it whole or not at all."""
        system, root = self._reached
        system.makedirs(f"{root}/{path}".rpartition("/")[0], exist_ok=True)
        system.put_file(str(source), f"{root}/{path}")

    def copy(self, path: str, to: str) -> None:
        """Copy a file within it."""
        system, root = self._reached
        system.cp_file(f"{root}/{path}", f"{root}/{to}")

    def remove(self, paths: list[str]) -> None:
        """Remove files."""
        system, root = self._reached
        if paths:
            system.rm([f"{root}/{path}" for path in paths])
