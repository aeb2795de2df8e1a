"""Questions put to all commands of a kind; the ten that are put to each stand in test_cli_ten_questions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_records import names

from csto_cli.commands import COMMANDS
from csto_cli.commands.corpus import app as corpus

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


@pytest.mark.parametrize("name", READING)
def test_bare_standard_input_agrees_with_the_path(run, lake, name):
    text = (lake / "lake.json").read_text(encoding="utf-8")
    assert run(*words(name), stdin=text).stdout == run(*words(name, "lake.json")).stdout


@pytest.mark.parametrize("name", READING)
def test_a_path_leaves_standard_input_alone(run, name):
    done = run(*words(name, "lake.json"), stdin="this is not a record")
    assert done.returncode == 0
    assert done.stdout == run(*words(name, "lake.json")).stdout


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


@pytest.mark.parametrize("name", READING)
def test_no_path_leaves_paths_out(run, name):
    assert "lake.txt" in run(*words(name, "lake.json")).stdout or name == "show"
    assert "lake.txt" not in run(*words(name, "lake.json", "--no-path")).stdout


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


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """A folder as the examples of ``csto corpus`` have it: the samples, and a store of some of them."""
    folder = tmp_path_factory.mktemp("council")
    (folder / "samples").symlink_to(Path(__file__).parents[2] / "samples")
    command = "corpus build council.db samples/river-council.en.txt samples/port-talks.en.txt --quiet"
    subprocess.run([sys.executable, "-m", "csto_cli", *command.split()], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", [command.name for command in corpus.registered_commands if command.name != "build"])
def test_the_examples_of_corpus_work_on_a_store(run, council, name):
    examples = run("corpus", name, "--help").stdout.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert len(examples) == 2
    for example in examples:
        if "--plot" in example:
            pytest.importorskip("matplotlib")
        command = example.strip().replace("csto", f"'{sys.executable}' -m csto_cli", 1)
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=council, check=False)
        assert done.returncode == 0, done.stderr
