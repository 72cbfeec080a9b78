"""Stores are reached when they are asked, and what cannot be reached is said with what to do."""

import subprocess
import sys

import pytest

from panelpack.project.errors import PanelpackError
from panelpack.project.stores import Store, of_the_extra


def test_the_command_line_imports_nothing_of_clusters_and_stores():
    names = "{'distributed', 'dask', 'fsspec', 's3fs', 'aiobotocore'}"
    code = f"import sys, panelpack.commands.cli; print(sorted({names} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_the_extra_would_bring_is_named_where_it_is_not_installed():
    with pytest.raises(PanelpackError, match=r"pip install 'panelpack\[cluster\]'"):
        of_the_extra("a_module_that_nobody_has")


def test_an_address_that_no_service_is_known_for_is_named():
    pytest.importorskip("fsspec", reason="the extra cluster is not installed")
    with pytest.raises(PanelpackError, match="nosuch://shared cannot be reached"):
        Store("nosuch://shared").check()


def test_a_folder_is_told_from_a_store_and_what_is_not_there_yet_is_empty(tmp_path):
    pytest.importorskip("fsspec", reason="the extra cluster is not installed")
    assert Store(f"file://{tmp_path}/").folder == tmp_path
    assert Store("memory://packs").folder is None
    Store(f"file://{tmp_path}/not-yet").check()
    assert Store(f"file://{tmp_path}/not-yet").names("kent") == []
