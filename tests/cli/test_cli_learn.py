from __future__ import annotations

import json
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import cli_records as records
import pytest

import csto_cli
from csto_cli.commands import COMMANDS
from csto_cli.commands.topics import TOPICS
from csto_cli.errors import ExitCode


def test_table_and_modules_agree():
    import csto_cli.commands as package

    assert {row.name for row in COMMANDS} <= {module.name for module in pkgutil.iter_modules(package.__path__)}


def test_help_lists_every_command_under_a_heading(run):
    text = run("--help").stdout
    for row in COMMANDS:
        assert f"{row.heading}:\n" in text
        assert f"\n  {row.name} " in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_no_command_is_help_and_2(run):
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: csto")


def test_a_misspelt_command_is_answered_with_what_is_like_it(run):
    done = run("speeker")
    assert done.returncode == 2
    assert done.stderr == "csto: No such command 'speeker'. Did you mean 'speakers'?; see csto --help\n"


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(run, option):
    done = run(option)
    assert (done.returncode, done.stdout, done.stderr) == (0, "csto 0.1.0\n", "")


def test_version_and_help_load_nothing_heavy():
    for words in (["--version"], ["--help"]):
        code = (
            "import sys; sys.argv = ['csto', *%r]\nfrom csto_cli.__main__ import run\nrun(sys.argv[1:])\n"
            "heavy = {'rich', 'pydantic', 'csto_cli.model', 'csto_cli.library'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code % words], capture_output=True, text=True, check=True)
        assert done.stderr.strip().splitlines()[-1] == "[]"


def test_exit_codes_are_all_told(run):
    text = run("help", "exit-codes").stdout
    assert [int(line.split()[0]) for line in text.splitlines() if line[:4].strip().isdigit()] == list(ExitCode)


@pytest.mark.parametrize("topic", TOPICS)
def test_topics(run, topic):
    done = run("help", topic)
    assert (done.returncode, done.stdout) == (0, TOPICS[topic])
    assert all(len(line) <= 112 for line in TOPICS[topic].splitlines())
    assert topic in run("help").stdout


def test_the_topic_of_formats_names_every_form_and_suffix():
    from csto_cli.commands.streams import SUFFIX_FORMATS

    helps = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    forms = {form for forms in re.findall(r"--format <([\w|-]+)>", helps) for form in forms.split("|")}
    assert {"ndjson", "sarif", "tmx"} <= forms
    assert forms <= set(re.findall(r"\w+", TOPICS["formats"]))
    assert [suffix for suffix in SUFFIX_FORMATS if not re.search(rf"{re.escape(suffix)}\b", TOPICS["formats"])] == []


def test_the_topic_of_the_environment_names_every_variable_that_is_read():
    code = "\n".join(path.read_text("utf-8") for path in Path(csto_cli.__file__).parent.rglob("*.py"))
    read = re.findall(r"(?:environ(?:\.get|\.setdefault)?[(\[]|getenv\()\"(\w+)\"", code)
    assert len(set(read)) > 6
    assert set(read) <= set(re.findall(r"\w+", TOPICS["environment"]))


def test_help_of_a_command_is_its_help(run):
    assert run("help", "speakers").stdout == run("speakers", "--help").stdout
    unknown = run("help", "nope")
    assert unknown.returncode == 2
    assert "exit-codes" in unknown.stderr


def test_schema_describes_every_field_of_a_record(run):
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    record = records.record()
    assert set(schema["required"]) == set(record)
    assert all("description" in field for field in schema["properties"].values())


def test_readers_lists_formats_and_conventions(run):
    rows = [json.loads(line) for line in run("readers").stdout.splitlines()]
    assert {("format", "text"), ("format", "html"), ("convention", "kremlin")} <= {(r["kind"], r["name"]) for r in rows}


def test_readers_why_tells_how_each_label_was_decided(run):
    report = json.loads(run("readers", "--why", "lake.txt").stdout)
    assert report["format"] == "text"
    assert {c["decision"] for c in report["candidates"]} <= {"label", "not a label"}
    assert "format: text" in run("readers", "--why", "lake.txt", "--format", "table").stdout
    missing = run("readers", "--why", "nowhere.txt")
    assert (missing.returncode, missing.stderr.count("\n")) == (3, 1)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_the_commands(shell):
    words = {
        "COMP_WORDS": "csto sp",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "csto sp",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [sys.executable, "-m", "csto_cli"],
        env={**os.environ, **words, "_CSTO_COMPLETE": f"complete_{shell}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "speakers" in done.stdout
    assert "decisions" not in done.stdout


def test_a_bug_is_one_line_and_70(monkeypatch, capsys):
    from csto_cli import __main__

    def broken(arguments: list[str]) -> int:
        raise RuntimeError("out of\nluck")

    monkeypatch.setattr(__main__, "_run_app", broken)
    monkeypatch.setattr(__main__, "silence_stdout", lambda: None)
    assert __main__.run(["speakers"]) == 70
    assert capsys.readouterr().err == (
        "csto: this is a bug in csto: RuntimeError: out of luck; run again with --debug and report what it shows\n"
    )
    assert __main__.run(["speakers", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_130(monkeypatch, capsys):
    from csto_cli import __main__

    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "_run_app", interrupted)
    monkeypatch.setattr(__main__, "silence_stdout", lambda: None)
    assert __main__.run(["speakers"]) == 130
    assert capsys.readouterr().err == ""
