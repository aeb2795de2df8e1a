"""Every option that commands share, once; and groups of them, which a command takes as one parameter."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, Literal, get_type_hints

import typer

from csto_cli.commands import completions

_READING, _WRITING, _RUNNING = "How to read", "How to write", "How to run"
_TABLES = "How to read a table (CSV, JSON, Parquet)"

RowForm = Literal["table", "json", "ndjson", "csv", "markdown"]
RecordForm = Literal["table", "json", "ndjson", "csv", "markdown"]

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        show_default=False,
        help="Files, folders, globs, or - for standard input: raw records or csto JSON.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", rich_help_panel=_READING, help="Encoding of the input, above every guess."
    ),
]
EncodingErrors = Annotated[
    Literal["strict", "replace"],
    typer.Option("--encoding-errors", rich_help_panel=_READING, help="What to do with bytes that do not decode."),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="NAME",
        rich_help_panel=_READING,
        autocompletion=completions.format_names,
        help="Format of the input (see csto readers).",
    ),
]
Convention = Annotated[
    str | None,
    typer.Option(
        "--convention",
        metavar="NAME",
        rich_help_panel=_READING,
        autocompletion=completions.convention_names,
        help="Family of records (see csto readers).",
    ),
]
TextColumn = Annotated[
    list[str] | None,
    typer.Option(
        "--text-column", metavar="NAME", rich_help_panel=_TABLES,
        help="Column that holds a record in each row; repeated, columns are put together as they stand.",
    ),
]  # fmt: skip
IdColumn = Annotated[
    str | None,
    typer.Option("--id-column", metavar="NAME", rich_help_panel=_TABLES, help="Column of addresses or identifiers."),
]
DateColumn = Annotated[
    str | None,
    typer.Option(
        "--date-column", metavar="NAME", rich_help_panel=_TABLES, help="Column of dates, for records that print none."
    ),
]
LargestCell = Annotated[
    int | None,
    typer.Option(
        "--largest-cell",
        metavar="N",
        min=1,
        rich_help_panel=_TABLES,
        help="Characters that a cell may have (20 million).",
    ),
]
Corrections = Annotated[
    str | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        rich_help_panel=_READING,
        help="Corrections to lay over raw records (csto correct).",
    ),
]
Form = Annotated[
    RowForm | None,
    typer.Option(
        "--format",
        "-f",
        rich_help_panel=_WRITING,
        help="Form of the result; by default a table here, JSON lines in a pipe.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", rich_help_panel=_WRITING, help="Write to FILE, whole or not at all."
    ),
]
NoPath = Annotated[bool, typer.Option("--no-path", rich_help_panel=_WRITING, help="Leave the paths of sources out.")]
Color = Annotated[
    Literal["auto", "always", "never"], typer.Option("--color", rich_help_panel=_WRITING, help="When to use colour.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", rich_help_panel=_RUNNING, help="No progress, no remarks.")]
Debug = Annotated[bool, typer.Option("--debug", rich_help_panel=_RUNNING, help="Show the traceback of a failure.")]
FailOnNothing = Annotated[
    bool, typer.Option("--exit-code", rich_help_panel=_RUNNING, help="Exit with 1 where nothing was found.")
]


Beside = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="FILE", rich_help_panel=_READING, show_default=False,
        help="A list of participants or of documents published beside the one record; may be given several times.",
    ),
]  # fmt: skip


EachMeeting = Annotated[
    bool,
    typer.Option(
        "--each-meeting", rich_help_panel=_READING,
        help="Read a file that holds several records, one after the other, record by record.",
    ),
]  # fmt: skip


OneMeeting = Annotated[
    bool,
    typer.Option(
        "--one-meeting", rich_help_panel=_READING,
        help="Read the files, in the order given, as one record that goes on from each to the next.",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What to read and how."""

    paths: Paths = None
    encoding: Encoding = None
    encoding_errors: EncodingErrors = "strict"
    input_format: InputFormat = None
    convention: Convention = None
    beside: Beside = None
    each_meeting: EachMeeting = False
    one_meeting: OneMeeting = False
    text_column: TextColumn = None
    id_column: IdColumn = None
    date_column: DateColumn = None
    largest_cell: LargestCell = None
    corrections: Corrections = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a result goes, for commands with forms of their own."""

    output: Output = None
    no_path: NoPath = False
    color: Color = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Where a result goes and in which form."""

    form: Form = None
    output: Output = None
    no_path: NoPath = False
    color: Color = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How talkative a run is."""

    quiet: Quiet = False
    debug: Debug = False


def flatten(function: Callable[..., None]) -> Callable[..., None]:
    """Return ``function`` as Typer shall see it: a parameter that is a group of options becomes the group's options."""
    groups: dict[str, Any] = {}
    flat: list[inspect.Parameter] = []
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        group = parameter.annotation
        if not (inspect.isclass(group) and is_dataclass(group)):
            flat.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        groups[parameter.name] = group
        hints = get_type_hints(group, include_extras=True)
        flat += [
            inspect.Parameter(
                part.name, inspect.Parameter.KEYWORD_ONLY, default=part.default, annotation=hints[part.name]
            )
            for part in fields(group)
        ]

    def call(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{part.name: values.pop(part.name) for part in fields(group)})
        function(**values)

    call.__doc__ = function.__doc__
    call.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined] # what inspect.signature looks for
    return call
