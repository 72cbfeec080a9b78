"""What a build tells: to who looks, to a log, and as one last line to another program."""

import json
import re

import pytest
import typer

from panelpack.commands.telling import telling_to
from panelpack.project.errors import PanelpackError


def last(text):
    return json.loads(text.splitlines()[-1])


def test_where_somebody_looks_words_are_printed_and_no_line_for_programs(capsys):
    with telling_to(False, "") as telling:
        telling.say("one report")
    assert capsys.readouterr().out == "one report\n"


def test_quietly_only_errors_and_the_last_line_are_printed(capsys):
    def refuse(telling):
        telling.say("one report")
        telling.error("the gate refused it")
        telling.failed.append({"council": "kent", "year": "2024-25", "exit_code": 5})
        raise typer.Exit(5)

    with pytest.raises(typer.Exit), telling_to(True, "") as told:
        refuse(told)
    said = capsys.readouterr()
    assert said.err == "the gate refused it\n"
    assert len(said.out.splitlines()) == 1
    line = last(said.out)
    assert (line["exit_code"], line["meaning"]) == (5, "refused by the gate")
    assert line["failed"] == [{"council": "kent", "year": "2024-25", "exit_code": 5}]
    assert line["errors"] == ["the gate refused it"]


def test_a_log_is_added_to_each_line_with_its_time_and_ends_in_the_line_for_programs(tmp_path, capsys):
    log = tmp_path / "logs" / "build.log"
    for _ in range(2):
        with telling_to(False, str(log)) as telling:
            telling.say("one\ntwo")
    written = log.read_text(encoding="utf-8").splitlines()
    assert [bool(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (one|two)$", line)) for line in written] == [
        *(True, True, False),
        *(True, True, False),
    ]
    assert last(log.read_text())["meaning"] == "built"
    assert capsys.readouterr().out == "one\ntwo\none\ntwo\n"


def test_what_nobody_foresaw_ends_in_the_last_line_too_and_its_traceback_in_the_log(tmp_path, capsys):
    log = tmp_path / "build.log"
    with pytest.raises(ZeroDivisionError), telling_to(True, str(log)):
        print(1 / 0)
    assert last(capsys.readouterr().out)["errors"] == ["ZeroDivisionError: division by zero"]
    assert "Traceback" in log.read_text()
    assert last(log.read_text())["exit_code"] == 1


def test_a_log_that_cannot_be_written_is_refused_before_anything_is_done(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(PanelpackError, match="cannot write the log .*\n.*--log"),
        telling_to(True, f"{tmp_path}/file/x"),
    ):
        pass
