"""The same questions put to every command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_records import names

from csto_cli.commands import COMMANDS

NAMES = [row.name for row in COMMANDS]
READING = {
    "parse": ["parse"],
    "speakers": ["speakers"],
    "decisions": ["decisions"],
    "turns": ["turns"],
    "cite": ["cite", "the lake"],
    "show": ["show"],
    "validate": ["validate"],
    "export": ["export", "--to", "markdown"],
}
LISTING = {
    "corpus": ["corpus", "sql", "lake.db", "--tables"],
    "correct": ["correct", "lake.txt", "--fact", "place=Brightwater"],
    "align": ["align", "lake.json", "quiet.json"],
    "diff": ["diff", "lake.json", "quiet.json"],
    "writers": ["writers"],
    "readers": ["readers"],
    "schema": ["schema"],
    "help": ["help", "exit-codes"],
}
ALL = {**READING, **LISTING}
FORMS = {
    "parse": "ndjson",
    "speakers": "ndjson",
    "decisions": "ndjson",
    "turns": "ndjson",
    "cite": "ndjson",
    "validate": "sarif",
}


def words(name: str, *more: str) -> list[str]:
    return [*ALL[name], *more]


def test_every_command_is_asked():
    assert sorted(ALL) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_help_begins_with_a_question_and_has_two_examples(run, name):
    done = run(name, "--help")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    paragraphs = done.stdout.split("\n\n")
    assert paragraphs[1].splitlines()[0].endswith("?")
    examples = done.stdout.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert len([line for line in examples if line.startswith(f"  csto {name}")]) == 2
    assert "--debug" in done.stdout


def test_the_short_help_option_is_the_long_one(run):
    assert run("turns", "-h").stdout == run("turns", "--help").stdout


@pytest.mark.parametrize("name", READING)
def test_no_escape_in_a_pipe(run, name):
    done = run(*words(name, "lake.json"), env={"GITHUB_ACTIONS": "true"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", READING)
def test_dash_and_bare_standard_input_agree_with_the_path(run, lake, name):
    text = (lake / "lake.json").read_text(encoding="utf-8")
    by_path = run(*words(name, "lake.json")).stdout
    assert run(*words(name, "-"), stdin=text).stdout == by_path
    assert run(*words(name), stdin=text).stdout == by_path


@pytest.mark.parametrize("name", READING)
def test_a_path_leaves_standard_input_alone(run, name):
    done = run(*words(name, "lake.json"), stdin="this is not a record")
    assert done.returncode == 0
    assert done.stdout == run(*words(name, "lake.json")).stdout


@pytest.mark.parametrize("name", READING)
def test_a_missing_file_is_one_line_and_3(run, name):
    done = run(*words(name, "nowhere.txt"))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("csto: nowhere.txt: no such file; ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", READING)
def test_an_empty_input_is_one_line_and_3(run, name):
    for given in (["empty.txt"], []):
        done = run(*words(name, *given))
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith("csto: ")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", READING)
def test_some_of_many_fail_with_4_and_the_rest_is_done(run, name):
    done = run(*words(name, "nowhere.txt", "lake.json", "empty.txt"))
    assert done.returncode == 4
    assert done.stderr.count("\n") == 2
    assert "lake" in done.stdout.casefold()


@pytest.mark.parametrize("name", READING)
def test_closed_standard_input_is_help_and_2(lake, name):
    command = " ".join(f"'{word}'" for word in [sys.executable, "-m", "csto_cli", *words(name)])
    done = subprocess.run(f"{command} <&-", shell=True, capture_output=True, text=True, cwd=lake, check=False)
    assert done.returncode == 2
    assert "Examples:" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_closed_pipe_is_silent_and_0(lake, name):
    given = ["lake.json"] if name in READING else []
    process = subprocess.Popen(
        [sys.executable, "-m", "csto_cli", *words(name, *given)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd=lake,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_is_one_line_and_5(lake, name):
    given = ["lake.json"] if name in READING else []
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "csto_cli", *words(name, *given)],
            stdout=full,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            cwd=lake,
            check=False,
        )
    assert done.returncode == 5
    assert done.stderr.startswith("csto: standard output: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", [*READING, "schema", "writers", "readers"])
def test_output_file_is_what_the_pipe_gets(run, tmp_path, name):
    given = ["lake.json"] if name in READING else []
    target = tmp_path / "result.out"
    done = run(*words(name, *given, "-o", str(target)))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == run(*words(name, *given)).stdout
    assert names(tmp_path) == ["result.out"]


@pytest.mark.parametrize("name", READING)
def test_a_failure_leaves_the_output_file_as_it_was(run, tmp_path, name):
    target = tmp_path / "result.out"
    target.write_text("before")
    assert run(*words(name, "empty.txt", "-o", str(target))).returncode == 3
    assert target.read_text() == "before"
    assert names(tmp_path) == ["result.out"]


@pytest.mark.parametrize("name", ["parse", "turns", "show", "export"])
def test_an_output_that_cannot_be_is_5(run, tmp_path, name):
    done = run(*words(name, "lake.json", "-o", str(tmp_path / "no" / "such" / "folder.out")))
    assert done.returncode == 5
    assert done.stderr.startswith("csto: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", FORMS)
def test_a_bad_format_lists_the_good_ones(run, name):
    done = run(*words(name, "lake.json", "--format", "nope"))
    assert done.returncode == 2
    assert FORMS[name] in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["parse", "cite", "validate", "help"])
def test_an_unknown_option_is_one_line_and_2(run, name):
    done = run(*words(name, "--nonsense"))
    assert done.returncode == 2
    assert done.stderr.startswith("csto: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", READING)
def test_no_path_leaves_paths_out(run, name):
    assert "lake.txt" in run(*words(name, "lake.json")).stdout or name == "show"
    assert "lake.txt" not in run(*words(name, "lake.json", "--no-path")).stdout


@pytest.mark.parametrize("name", ["parse", "speakers", "validate"])
def test_debug_shows_the_traceback(run, name):
    done = run(*words(name, "empty.txt", "--debug"))
    assert done.returncode == 3
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("csto: ")


@pytest.mark.parametrize("name", ["speakers", "decisions", "turns", "cite", "show", "parse"])
@pytest.mark.parametrize("form", ["table", "markdown", "csv"])
def test_nothing_in_a_record_steers_the_terminal(run, name, form):
    given = ["--format", form] if name != "show" else []
    done = run(*words(name, "nasty.json", *given))
    assert (done.returncode, done.stderr) == (0, "")
    assert not set(done.stdout) & set("\x1b\u202e\x9b")
    assert "[red]Chair[/red]" in done.stdout or form == "markdown" or name in {"cite", "decisions"}


@pytest.mark.parametrize("name", READING)
def test_records_on_lines_are_read_one_by_one(run, name):
    done = run(*words(name, "two.ndjson"))
    assert done.returncode == 0
    assert done.stderr == ""


def test_json_of_one_record_is_an_object_and_of_more_an_array(run):
    assert isinstance(json.loads(run("parse", "lake.json", "--format", "json").stdout), dict)
    assert len(json.loads(run("parse", "two.ndjson", "--format", "json").stdout)) == 2
    assert len(json.loads(run("parse", "lake.jso*", "--format", "json").stdout)) == 1
    assert len(json.loads(run("parse", "lake.json", "quiet.json", "--format", "json").stdout)) == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_help_work_on_the_samples(run, tmp_path, name):
    samples = Path(__file__).parents[2] / "samples"
    (tmp_path / "samples").symlink_to(samples)
    examples = run(name, "--help").stdout.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    for example in examples:
        command = example.strip().replace("csto", f"'{sys.executable}' -m csto_cli", 1)
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert (done.returncode, done.stderr) == (0, ""), example
        assert done.stdout or {"-o", "--svg", "--add"} & set(example.split()), example
