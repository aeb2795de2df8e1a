"""The same ten questions put to each command, those of ``csto corpus`` too: its help, an empty input, ``-``, a missing file,
a wrong encoding, a closed pipe, escapes in a pipe, ``-o``, ``--debug``, its exit codes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cli_records as records
import pytest
from cli_records import names

from csto_cli.commands import COMMANDS
from csto_cli.commands.corpus import app as corpus


@dataclass(frozen=True)
class Case:
    """How a command is called: its words with ``{}`` for the input, and what it reads there."""

    words: str
    reads: str = "a record"
    good: str = "lake.json"
    writes: bool = True


CASES = {
    "parse": Case("{}"),
    "speakers": Case("{}"),
    "decisions": Case("{}"),
    "turns": Case("{}"),
    "cite": Case("lake {}"),
    "show": Case("{}"),
    "validate": Case("{}"),
    "correct": Case("{} --fact place=Brightwater"),
    "diff": Case("{} quiet.json"),
    "align": Case("{} quiet.json"),
    "export": Case("--to markdown {}"),
    "writers": Case("", reads="nothing"),
    "readers": Case("--why {}", good="lake.txt"),
    "schema": Case("", reads="nothing"),
    "help": Case("exit-codes", reads="nothing", writes=False),
    "corpus build": Case("{tmp}/made.db {}", reads="files", writes=False),
    "corpus status": Case("{} --quiet", reads="a store", good="lake.db"),
    "corpus search": Case("{} lake", reads="a store", good="lake.db"),
    "corpus count": Case("{}", reads="a store", good="lake.db"),
    "corpus people": Case("{}", reads="a store", good="lake.db"),
    "corpus sql": Case("{} --tables", reads="a store", good="lake.db"),
    "corpus export": Case("{} --to markdown", good="lake.db"),
    "corpus source": Case("{} lake.json", reads="a store", good="texts.db"),
    "corpus datasette": Case("{}", reads="a store", good="lake.db"),
}


class Asked:
    """One command, ready to be asked: it runs in the folder of records, with any input in its input's place."""

    def __init__(self, name: str, run: Callable[..., Any], lake: Path, tmp: Path) -> None:
        self.name, self.case, self.run, self.lake, self.tmp = name, CASES[name], run, lake, tmp

    def words(self, given: str | None = None, *more: str) -> list[str]:
        """The words of a call, the good input in its place where none is given."""
        given = self.case.good if given is None else given
        own = [word.replace("{tmp}", str(self.tmp)).replace("{}", given) for word in self.case.words.split()]
        return [*self.name.split(), *own, *more]

    def __call__(self, given: str | None = None, *more: str, **extra: Any) -> Any:
        return self.run(*self.words(given, *more), **extra)

    def fails(self, code: int, done: Any) -> None:
        """The call ended with ``code``, and one line says why."""
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith("csto: ")
        assert done.stderr.count("\n") == 1

    def refuses_any_file(self) -> None:
        """A command that reads nothing takes a file's name for a mistake in the call."""
        self.fails(2, self(None, "lake.json"))


@pytest.fixture(scope="session")
def lake_of_all(lake: Path) -> Path:
    """The folder of records with what only these questions need."""
    (lake / "wrong.txt").write_bytes(records.TEXT.encode() + b"\nBen Marsh: Caf\xe9 \xff\xfe.\n")
    done = subprocess.run(
        [sys.executable, "-m", "csto_cli", "corpus", "build", "texts.db", "lake.json", "-q"], cwd=lake, check=False
    )
    assert done.returncode == 0
    return lake


def its_help(ask: Asked) -> None:
    done = ask.run(*ask.name.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n\n")[1].endswith("?")
    examples = done.stdout.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert len([line for line in examples if line.startswith(f"  csto {ask.name} ")]) >= 2 or ask.name in ALONE
    assert ask.run(*ask.name.split(), "-h").stdout == done.stdout


def an_empty_input(ask: Asked) -> None:
    if ask.case.reads == "nothing":
        ask.refuses_any_file()
    elif ask.case.reads == "files":
        ask.fails(3, ask("empty.txt", "--quiet"))
    else:
        done = ask("empty.txt")
        ask.fails(3, done)
        assert done.stderr.startswith("csto: empty.txt: ")
        assert "empty" in done.stderr


def a_dash(ask: Asked) -> None:
    if ask.case.reads == "nothing":
        ask.refuses_any_file()
    elif ask.case.reads in {"a store", "files"}:
        done = ask("-")
        ask.fails(2, done)
        assert "standard input" in done.stderr
    else:
        good = "lake.json" if ask.case.good == "lake.db" else ask.case.good
        done = ask("-", stdin=(ask.lake / good).read_text("utf-8"))
        assert (done.returncode, done.stderr) == (0, "")
        by_path = ask(good).stdout
        assert done.stdout == (
            by_path.replace('"path":"lake.txt"', '"path":null') if ask.name == "readers" else by_path
        )
        ask.fails(3, ask("-", stdin=""))


def a_missing_file(ask: Asked) -> None:
    if ask.case.reads == "nothing":
        ask.refuses_any_file()
    else:
        done = ask("nowhere.txt", *(["--quiet"] if ask.case.reads == "files" else []))
        ask.fails(3, done)
        assert done.stderr.startswith("csto: nowhere.txt: ")
        assert "no such" in done.stderr


def a_wrong_encoding(ask: Asked) -> None:
    if ask.case.reads == "nothing":
        ask.refuses_any_file()
    elif ask.case.reads == "a store":
        done = ask("wrong.txt")
        ask.fails(3, done)
        assert "no SQLite database" in done.stderr
    elif ask.case.reads == "files":
        ask.fails(3, ask("wrong.txt", "--encoding", "utf-8", "--quiet"))
        assert "0xe9" in ask.run("corpus", "status", str(ask.tmp / "made.db")).stdout
    else:
        done = ask("wrong.txt", "--encoding", "utf-8")
        ask.fails(3, done)
        assert done.stderr.startswith("csto: wrong.txt:")
        assert "is not utf-8" in done.stderr
        assert ask("wrong.txt", "--encoding", "utf-8", "--encoding-errors", "replace").returncode == 0


def a_closed_pipe(ask: Asked) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "csto_cli", *ask.words()],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=ask.lake,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")


def escapes_in_a_pipe(ask: Asked) -> None:
    done = ask(None, env={"TERM": "xterm-256color", "GITHUB_ACTIONS": "true"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout or ask.name == "corpus status"
    assert "\x1b" not in done.stdout


def an_output_file(ask: Asked) -> None:
    target = ask.tmp / "result.out"
    if not ask.case.writes:
        ask.fails(2, ask(None, "-o", str(target)))
        return
    done = ask(None, "-o", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text("utf-8") == ask().stdout
    assert names(ask.tmp) == ["result.out"]


def debug(ask: Asked) -> None:
    if ask.case.reads == "nothing":
        assert ask(None, "--debug").stdout == ask().stdout
        return
    given, code = ("-", 2) if ask.case.reads == "files" else ("empty.txt", 3)
    done = ask(given, "--debug")
    assert done.returncode == code
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("csto: ")


def its_exit_codes(ask: Asked) -> None:
    assert ask().returncode == 0
    done = ask(None, "--nonsense")
    ask.fails(2, done)
    assert done.stderr.endswith(f"; see csto {ask.name} --help\n")


QUESTIONS = (
    its_help, an_empty_input, a_dash, a_missing_file, a_wrong_encoding, a_closed_pipe, escapes_in_a_pipe, an_output_file,
    debug, its_exit_codes,
)  # fmt: skip
ALONE = {"writers", "readers", "schema"}
"""Commands that make sense without a word: one of their examples is the bare name."""


def test_every_command_is_asked() -> None:
    parts = {f"corpus {command.name}" for command in corpus.registered_commands}
    assert set(CASES) == {row.name for row in COMMANDS} - {"corpus"} | parts
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
@pytest.mark.parametrize("name", CASES)
def test_ten_questions(
    name: str, question: Callable[[Asked], None], run: Any, lake_of_all: Path, tmp_path: Path
) -> None:
    question(Asked(name, run, lake_of_all, tmp_path))
