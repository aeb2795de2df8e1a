"""From the paths of a call to Meetings, one by one: files, folders, globs, standard input; raw records or csto JSON."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from csto_cli.commands.options import Reading
from csto_cli.commands.records import STANDARD_INPUT, records
from csto_cli.commands.streams import NoInputError, tell
from csto_cli.errors import CstoError, ExitCode, UnreadableError

if TYPE_CHECKING:
    from csto_cli.model import Meeting

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".json", ".jsonl", ".ndjson")
"""Files that are taken from a folder."""


@dataclass(slots=True)
class Inputs:
    """The inputs of one call, and how they went."""

    reading: Reading
    with_path: bool = True
    embed: bool = False
    names: list[str] = field(default_factory=list)
    done: int = 0
    failed: int = 0
    first_failure: ExitCode = ExitCode.INPUT

    def __post_init__(self) -> None:
        """Expand folders and globs."""
        for path in self.reading.paths or ["-"]:
            try:
                self.names += expand(path)
            except CstoError as error:
                if len(self.reading.paths or ()) == 1:
                    raise
                self.fail(error)

    @property
    def several(self) -> bool:
        """Whether a JSON result is an array: for anything but one file's path or standard input."""
        return len(self.reading.paths or ["-"]) > 1 or self.names != (self.reading.paths or ["-"])

    def meetings(self) -> Iterator[Meeting]:
        """Every Meeting of the inputs; a failure is told and counted, or raised where there is but one input."""
        for name in self.names:
            yield from self.meetings_of(name)

    def meetings_of(self, name: str) -> Iterator[Meeting]:
        """The Meetings of one input."""
        try:
            for outcome in outcomes(name, self.reading, with_path=self.with_path, embed=self.embed):
                if isinstance(outcome, CstoError):
                    self.fail(outcome)
                else:
                    self.done += 1
                    yield outcome
        except CstoError as error:
            self.fail(error)

    def fail(self, error: CstoError) -> None:
        """Count a failure and tell it; raise it where nothing else is to be done."""
        if len(self.names) == 1 and not self.done and not self.failed:
            raise error
        self.failed += 1
        self.first_failure = error.exit_code if self.failed == 1 else self.first_failure
        tell(str(error))

    def finish(self, code: ExitCode = ExitCode.OK) -> None:
        """End the call: 4 where some inputs failed, their own code where all did, else ``code``."""
        if self.failed:
            raise typer.Exit(ExitCode.PARTIAL if self.done else self.first_failure)
        if code:
            raise typer.Exit(code)


def gather(reading: Reading, *, with_path: bool = True, embed: bool = False) -> Inputs:
    """The inputs of a call; without a path standard input, where it is no terminal."""
    if not reading.paths and (sys.stdin is None or sys.stdin.isatty()):
        raise NoInputError("nothing to read", hint="give a file, or - for standard input")
    return Inputs(reading, with_path=with_path, embed=embed)


def outcomes(name: str, reading: Reading, *, with_path: bool, embed: bool) -> Iterator[Meeting | CstoError]:
    """Every record of one input, or the failure that stands in its place."""
    with _binary(name) as stream:
        yield from records(stream, name, reading, with_path=with_path, embed=embed)


def expand(path: str) -> list[str]:
    """Files that a path stands for: itself, the records below a folder, or the matches of a glob; sorted."""
    if path == "-":
        return [path]
    if Path(path).is_dir():
        return _below(path)
    if os.path.lexists(path):
        return [path]
    if not glob.has_magic(path):
        raise UnreadableError(f"{path}: no such file", hint="check the path")
    found = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
    if not found:
        raise UnreadableError(f"{path}: no file matches", hint="check the pattern")
    return [name for match in found for name in expand(match)]


def _below(folder: str) -> list[str]:
    found = sorted(
        str(Path(root, name))
        for root, _, files in os.walk(folder)
        for name in files
        if name.lower().endswith(SUFFIXES) and not name.startswith(".")
    )
    if not found:
        raise UnreadableError(
            f"{folder}: no records in this folder", hint=f"files named {', '.join(SUFFIXES)} are read"
        )
    return found


def raw_stdin() -> bytes:
    """Everything on standard input."""
    with _binary("-") as stream:
        return stream.read()


def _binary(name: str) -> BinaryIO:
    if name == "-":
        if sys.stdin is None:
            raise UnreadableError(f"{STANDARD_INPUT}: standard input is closed", hint="give a file")
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        raise UnreadableError(f"{name}: no such file", hint="check the path") from None
    except PermissionError:
        raise UnreadableError(f"{name}: no permission to read it", hint="check its permissions") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{name}: cannot be read: {error}", hint="check the path") from None
