"""A command ends in a message and an exit code, also where Python drops the exception of a stop."""

import os
import pickle
import subprocess
import sys

import pytest
import typer

from panelpack.commands import exit_codes
from panelpack.commands.ending import _CODES, ending_well
from panelpack.gate.whole_pack import GateError
from panelpack.packs.notebooks import ContentError, NotebookError
from panelpack.packs.years import NoFigureError
from panelpack.project.errors import InputError, PanelpackError, Problem, SeveralError
from panelpack.project.held import HeldError
from panelpack.project.locks import LockedError

DROPPED = """
import os, signal, sys
from panelpack.commands.ending import ending_well, listen_for_a_stop
from panelpack.packs.processes import refuse_when_stopped

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
        sum(range(1000))  # the signal is taken up here, and its exception dropped

listen_for_a_stop()
with ending_well():
    Cleared()
    print("goes on")
    refuse_when_stopped()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process at once when it is sent a signal")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_stop_that_strikes_while_an_object_is_cleared_away_ends_the_build_all_the_same(name):
    command = [sys.executable, "-c", f"import typer\n{DROPPED}"]
    done = subprocess.run([*command, name], capture_output=True, text=True, timeout=60)
    assert "goes on" in done.stdout
    assert "stopped; the last good pack is as it was" in done.stderr
    assert done.returncode != 0


def test_an_error_that_can_be_mended_ends_in_its_message_and_code_1(capsys):
    with pytest.raises(typer.Exit) as caught, ending_well():
        raise PanelpackError("the file is not there")
    assert caught.value.exit_code == 1
    assert capsys.readouterr().err == "the file is not there\n"


def test_a_command_whose_words_go_into_a_file_writes_utf_8_whatever_the_machine_s_encoding(tmp_path):
    script = "from panelpack.commands.ending import speak_utf_8; speak_utf_8(); print('5 \\u2264 6')"
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, check=True)
    assert done.stdout.decode("utf-8").strip() == "5 \u2264 6"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError([Problem("a value that is none")]), 4),
        (NoFigureError([Problem("no figure")]), 4),
        (GateError([Problem("a number of its own")]), 5),
        (NotebookError("send.ipynb: code cell 2 failed"), 6),
        (ContentError([Problem("a bare DataFrame")]), 6),
        (LockedError("process 7 has been building"), 7),
        (HeldError("Excel holds a file"), 7),
        (SeveralError([LockedError("locked"), InputError([Problem("data")]), NotebookError("cell")]), 6),
        (SeveralError([GateError([Problem("gate")]), SeveralError([PanelpackError("disk")])]), 1),
    ],
)
def test_each_kind_of_error_has_its_code_also_after_its_way_from_a_child(error, code, capsys):
    carried = pickle.loads(pickle.dumps(error))
    assert (type(carried), str(carried)) == (type(error), str(error))
    with pytest.raises(typer.Exit) as caught, ending_well():
        raise carried
    assert caught.value.exit_code == code
    assert str(error) in capsys.readouterr().err


def test_every_code_has_a_meaning_and_a_place_in_the_order_where_it_is_a_failure():
    codes = {value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert codes == set(exit_codes.MEANINGS)
    assert {code for _, code in _CODES} == set(exit_codes.GRAVEST_FIRST)
