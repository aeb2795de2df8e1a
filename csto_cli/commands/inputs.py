"""From the paths of a call to Meetings, one by one: files, folders, globs, standard input; raw records or csto JSON.

With a column of texts named, every input is a table, and each of its rows a record.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import typer

from csto_cli.commands.options import Reading
from csto_cli.commands.records import STANDARD_INPUT, STORE, records, shown, whole
from csto_cli.commands.streams import NoInputError, tell
from csto_cli.errors import CstoError, EmptyInputError, ExitCode, UnreadableError, UsageError

if TYPE_CHECKING:
    from csto_cli.model import Meeting
    from csto_cli.tables import Cell

SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".xml", ".pdf", ".docx", ".vtt",
    ".srt", ".json", ".jsonl", ".ndjson",
)  # fmt: skip
"""Files that are taken from a folder."""


class CellOf(NamedTuple):
    """A cell, and the input that it stands in."""

    name: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Whole:
    """Files that one record goes on over, in order."""

    names: tuple[str, ...]


Part = str | CellOf | Whole | CstoError
"""What is read at a time: an input by its name, a cell of a table, several files, or the failure in a row's place."""


@dataclass(slots=True)
class Inputs:
    """The inputs of one call, and how they went."""

    reading: Reading
    with_path: bool = True
    embed: bool = False
    speakers_only: bool = False
    """Whether raw records are read no further than speakers need."""
    names: list[str] = field(default_factory=list)
    done: int = 0
    failed: int = 0
    first_failure: ExitCode = ExitCode.INPUT
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Expand folders and globs."""
        columns = self.reading.id_column or self.reading.date_column
        if columns is not None and not self.reading.text_column:
            raise UsageError("--id-column and --date-column are for tables", hint="add --text-column NAME")
        suffixes: tuple[str, ...] = SUFFIXES
        if self.reading.text_column:
            from csto_cli.tables import TABLE_SUFFIXES

            suffixes = TABLE_SUFFIXES
        for path in self.reading.paths or ["-"]:
            try:
                self.names += expand(path, suffixes, self.remarks)
            except CstoError as error:
                if len(self.reading.paths or ()) == 1 or self.reading.one_meeting:
                    raise
                self.fail(error, whole=False)  # however few the others are, they are read

        self._refuse_together()

    def _refuse_together(self) -> None:
        """Refuse options that do not go together."""
        reading = self.reading
        many = len(self.names) > 1 and not reading.one_meeting
        if reading.beside and (many or reading.text_column or reading.each_meeting):
            raise UsageError("--with goes with one record", hint="read the records one by one")
        option = "--each-meeting" if reading.each_meeting else "--one-meeting" if reading.one_meeting else None
        if option and reading.text_column:
            raise UsageError(f"{option} is for files, and each row of a table is a record", hint="leave it out")
        if reading.each_meeting and reading.one_meeting:
            raise UsageError("--each-meeting and --one-meeting ask for opposite things", hint="leave one of them out")
        if reading.one_meeting and "-" in self.names:
            raise UsageError("--one-meeting needs every one of its files", hint="name the files, in their order")

    @property
    def several(self) -> bool:
        """Whether a JSON result is an array: for anything but one file's path or standard input."""
        if self.reading.one_meeting:
            return False
        paths = self.reading.paths or ["-"]
        return len(paths) > 1 or self.names != paths or self._holds_many(paths[0])

    def _holds_many(self, path: str) -> bool:
        return bool(self.reading.text_column) or self.reading.each_meeting or _is_store(path)

    def meetings(self) -> Iterator[Meeting]:
        """Every Meeting of the inputs; a failure is told and counted, or raised where there is but one input."""
        for part in self.parts():
            yield from self.meetings_of(part)

    def parts(self) -> Iterator[Part]:
        """The inputs; of tables, the cells that hold text, one by one; of files that hold one record, all at once."""
        if self.reading.one_meeting and len(self.names) > 1:
            yield Whole(tuple(self.names))
            return
        for name in self.names:
            if self.reading.text_column:
                yield from self._cells(name)
            else:
                yield name

    def _cells(self, name: str) -> Iterator[Part]:
        """The rows of a table that hold a record, as parts to be read."""
        rows = empty = 0
        try:
            for rows, outcome in enumerate(cells(name, self.reading), start=1):  # noqa: B007 - counts the rows
                if isinstance(outcome, CstoError):
                    yield outcome
                elif outcome.text.strip():
                    yield CellOf(name, outcome)
                else:
                    empty += 1
            if rows == empty:
                raise _without_text(shown(name), rows, self.reading)
        except CstoError as error:
            self.fail(error)
            return
        if empty:
            where = " and ".join(repr(column) for column in self.reading.text_column or ())
            self.remarks.append(f"{shown(name)}: {empty} of {rows} rows skipped: nothing stands in column {where}")

    def meetings_of(self, part: Part) -> Iterator[Meeting]:
        """The Meetings of one input, or of one cell; a failure in a row's place is told and counted."""
        try:
            for outcome in self.outcomes(part):
                if isinstance(outcome, CstoError):
                    self.fail(outcome, whole=False)
                else:
                    self.done += 1
                    yield outcome
        except CstoError as error:
            if isinstance(part, Whole):
                raise
            self.fail(error, whole=isinstance(part, str))

    def outcomes(self, part: Part) -> Iterator[Meeting | CstoError]:
        """Every record of one input or cell, or the failure that stands in its place."""
        if isinstance(part, CstoError):
            yield part
        elif isinstance(part, CellOf):
            yield _cell(part, self)
        elif isinstance(part, Whole):
            yield whole(part.names, self.reading, with_path=self.with_path, embed=self.embed)
        else:
            with _failures_named(part), _binary(part) as stream:
                yield from records(
                    stream, part, self.reading, with_path=self.with_path, embed=self.embed,
                    speakers_only=self.speakers_only,
                )  # fmt: skip

    def fail(self, error: CstoError, *, whole: bool = True) -> None:
        """Count a failure and tell it; raise it where it is of a whole input, and nothing else is to be done.

        What is wrong with the call itself is raised at once, and not told of each row.
        """
        alone = len(self.names) == 1 and not self.done and not self.failed
        if (whole and alone) or (not whole and isinstance(error, UsageError)):
            raise error
        self.failed += 1
        self.first_failure = error.exit_code if self.failed == 1 else self.first_failure
        tell(str(error))

    def finish(self, code: ExitCode = ExitCode.OK, *, quiet: bool = False) -> None:
        """End the call: 4 where some inputs failed, their own code where all did, else ``code``.

        Remarks on what was passed over are told, but for ``quiet``.
        """
        for remark in () if quiet else self.remarks:
            tell(remark)
        if self.failed:
            raise typer.Exit(ExitCode.PARTIAL if self.done else self.first_failure)
        if code:
            raise typer.Exit(code)


def gather(reading: Reading, *, with_path: bool = True, embed: bool = False, speakers_only: bool = False) -> Inputs:
    """The inputs of a call; without a path standard input, where it is no terminal."""
    if not reading.paths and (sys.stdin is None or sys.stdin.isatty()):
        raise NoInputError("nothing to read", hint="give a file, or - for standard input")
    return Inputs(reading, with_path=with_path, embed=embed, speakers_only=speakers_only)


def _cell(part: CellOf, inputs: Inputs) -> Meeting:
    """The record of one cell of a table."""
    from csto_cli.corrections import read_corrections
    from csto_cli.tabular import parse_cell

    reading = inputs.reading
    return parse_cell(
        part.cell,
        shown(part.name),
        path=part.name if inputs.with_path and part.name != "-" else None,
        encoding_errors=reading.encoding_errors,
        input_format=reading.input_format,
        convention=reading.convention,
        embed_source=inputs.embed,
        corrections=read_corrections(reading.corrections) if reading.corrections else (),
    )


def cells(name: str, reading: Reading) -> Iterator[Cell | CstoError]:
    """Every cell of a table's column of texts, empty ones too, or the failure that stands in its row's place."""
    from csto_cli.tables import LARGEST, Columns, Options, read_cells

    columns = Columns(text=tuple(reading.text_column or ()), id=reading.id_column, date=reading.date_column)
    options = Options(
        name=shown(name),
        encoding=reading.encoding,
        encoding_errors=reading.encoding_errors,
        largest=reading.largest_cell or LARGEST,
    )
    with _failures_named(name), _binary(name) as stream:
        yield from read_cells(stream, columns, options)


@contextmanager
def _failures_named(name: str) -> Iterator[None]:
    """A file that opens may still fail while it is read: a broken disk, a network that went, the kernel's own files."""
    try:
        yield
    except OSError as error:
        raise UnreadableError(
            f"{shown(name)}: cannot be read: {error.strerror or error}", hint="check the disk, or copy the file first"
        ) from None


def _without_text(name: str, rows: int, reading: Reading) -> EmptyInputError:
    if not rows:
        return EmptyInputError(f"{name}: the table has no rows", hint="give a table with a record in a row")
    where = " and ".join(repr(column) for column in reading.text_column or ())
    return EmptyInputError(f"{name}: nothing stands in column {where} of its {rows} rows", hint="name another column")


def expand(path: str, suffixes: tuple[str, ...] = SUFFIXES, remarks: list[str] | None = None) -> list[str]:
    """Files that a path stands for: itself, those below a folder that end so, or the matches of a glob; sorted.

    ``remarks`` gets a line on what a walk left out.
    """
    if path == "-":
        return [path]
    if Path(path).is_dir():
        return _below(path, suffixes, [] if remarks is None else remarks)
    if os.path.lexists(path):
        return [path]
    if not glob.has_magic(path):
        raise UnreadableError(f"{path}: no such file", hint="check the path")
    found = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
    if not found:
        raise UnreadableError(f"{path}: no file matches", hint="check the pattern")
    return [name for match in found for name in expand(match, suffixes, remarks)]


def _below(folder: str, suffixes: tuple[str, ...], remarks: list[str]) -> list[str]:
    """Records below a folder; a folder that is a corpus of ConvoKit is one input, its utterances.

    What belongs to saved pages beside it is left out.
    """
    from csto_cli.companions import companions, count_below, passed_over
    from csto_cli.corpora import UTTERANCES, is_corpus

    found: list[str] = []
    left_out = 0
    for root, folders, files in os.walk(folder):
        belonging = companions(folders, files)
        if belonging:
            left_out += sum(count_below(str(Path(root, name)), suffixes) for name in belonging)
            folders[:] = [name for name in folders if name not in belonging]
        names = [UTTERANCES] if UTTERANCES in files and is_corpus(root) else files
        found += [
            str(Path(root, name))
            for name in names
            if name.lower().endswith(suffixes) and not name.startswith(".") and not _is_device(Path(root, name))
        ]
    found.sort()
    if left_out:
        remarks.append(passed_over(folder, left_out))
    if not found:
        raise UnreadableError(
            f"{folder}: no records in this folder", hint=f"files named {', '.join(suffixes)} are read"
        )
    return found


def _is_device(path: Path) -> bool:
    """Whether a folder's entry is a pipe, a socket or a device, which may never end; a link to nothing is none."""
    return path.exists() and not path.is_file()


def _is_store(name: str) -> bool:
    """Whether an input is a store of records: a regular file, since a pipe could be read only once."""
    if not Path(name).is_file():
        return False
    try:
        with _binary(name) as stream:
            return stream.read(len(STORE)) == STORE
    except OSError:
        return False  # what is wrong is said where it is read


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
