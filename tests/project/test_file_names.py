"""Names that Windows keeps for itself are refused everywhere, before a file is written."""

from pathlib import Path

import pytest

from panelpack.project.errors import InputError
from panelpack.project.file_names import refuse_name
from panelpack.project.files import write_whole


@pytest.mark.parametrize("name", ["CON", "aux.csv", "Nul.tar.gz", "com1.xlsx", "LPT\u00b2.txt", "prn .csv", "conout$"])
def test_a_device_is_no_file_whatever_ending_follows(name):
    with pytest.raises(InputError, match="for a device"):
        refuse_name(Path("folder") / name)


@pytest.mark.parametrize("name", ["a:b.csv", "what?.csv", "a|b", "line\nbreak.csv", "ends.", "ends "])
def test_signs_that_windows_takes_in_no_name_are_refused(name):
    with pytest.raises(InputError, match="Windows"):
        refuse_name(Path(name))


@pytest.mark.parametrize(
    "name", ["console.csv", "auxiliary.xlsx", "com10.csv", "common.csv", ".figures.1-2.new.csv", "a b.csv"]
)
def test_names_that_only_look_alike_are_taken(name):
    assert refuse_name(Path(name)) is None


def test_nothing_is_written_under_such_a_name(tmp_path):
    with pytest.raises(InputError, match="choose another name"):
        write_whole(tmp_path / "nul.csv", "a")
    assert list(tmp_path.iterdir()) == []
