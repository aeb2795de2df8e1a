"""The application: commands found in the table and imported when they are asked for, help without escapes."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from csto_cli.commands import COMMANDS, CommandRow
from csto_cli.commands.options import flatten
from csto_cli.commands.streams import NoInputError, finish_stdout, silence_stdout
from csto_cli.errors import ExitCode

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@contextmanager
def closed_pipe_is_fine() -> Iterator[None]:
    """End with 0 and silently where whoever reads standard output has gone, before Typer ends it with 1."""
    try:
        try:
            yield
        except typer.Exit:
            finish_stdout()
            raise
        finish_stdout()
    except BrokenPipeError:
        silence_stdout()
        raise typer.Exit(ExitCode.OK) from None


class Command(TyperCommand):
    """A command whose help keeps its lines as written and lists options in groups."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the docstring."""
        del ctx
        write_docstring(self.help or "", formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, each group under its own heading."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                default = "Arguments" if parameter.param_type_name == "argument" else "Options"
                groups.setdefault(getattr(parameter, "rich_help_panel", None) or default, []).append(record)
        for heading in sorted(groups, key=list(groups).index):
            with formatter.section(heading):
                formatter.write_dl(groups[heading])

    def invoke(self, ctx: Any) -> Any:
        """Run; where there is nothing to read, show the help on standard error."""
        try:
            return super().invoke(ctx)
        except NoInputError:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(ExitCode.USAGE) from None


def write_docstring(text: str, formatter: Any) -> None:
    """Write a command's docstring: paragraphs wrapped, examples as they stand."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    shown = [text if "\n  " in text else textwrap.fill(text, formatter.width) for text in paragraphs]
    formatter.write("\n" + "\n\n".join(shown) + "\n")


class Group(TyperGroup):
    """A command of several commands, listed in the order of their registration."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the docstring."""
        del ctx
        write_docstring(self.help or "", formatter)

    def list_commands(self, ctx: Any) -> list[str]:
        """Names as registered."""
        del ctx
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, each with the whole first line of its help."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, str(one.help).strip().splitlines()[0]) for name, one in self.commands.items()])


class Commands(TyperGroup):
    """The group of all commands, which loads only the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the table's order."""
        del ctx
        return [row.name for row in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load a command, or None where there is none of that name."""
        del ctx
        row = next((row for row in COMMANDS if row.name == cmd_name), None)
        return build(row) if row else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; a misspelt one is answered with those that are like it."""
        self.commands: Any = dict.fromkeys(self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under their headings, each with the first line of its help."""
        del ctx
        for heading in dict.fromkeys(row.heading for row in COMMANDS):
            with formatter.section(heading):
                formatter.write_dl([(row.name, question(row)) for row in COMMANDS if row.heading == heading])

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Parse the words; ``--help`` is written here."""
        with closed_pipe_is_fine():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with closed_pipe_is_fine():
            return super().invoke(ctx)


def load(row: CommandRow) -> Any:
    """Import the command of a row: a function, or an app of several commands."""
    module = import_module(f"csto_cli.commands.{row.name}")
    return getattr(module, "app", None) or getattr(module, row.name)


def question(row: CommandRow) -> str:
    """First line of a command's help: the question that it answers."""
    loaded = load(row)
    text = loaded.info.help if isinstance(loaded, typer.Typer) else loaded.__doc__
    return str(text).strip().splitlines()[0]


def build(row: CommandRow) -> Any:
    """The command of a row as Typer runs it."""
    loaded = load(row)
    if not isinstance(loaded, typer.Typer):
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command(row.name, cls=Command, context_settings=SETTINGS)(flatten(loaded))
        loaded = single
    command = typer.main.get_command(loaded)
    command.name = row.name
    return command


app = typer.Typer(
    name="csto",
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings=SETTINGS,
)


@app.callback()
def csto(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and exit.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")] = False,
    no_plugins: Annotated[bool, typer.Option("--no-plugins", help="Leave out what other packages add.")] = False,
) -> None:
    """Turn raw records of official meetings into data that people can cite."""
    del debug
    if no_plugins:
        from csto_cli.plugins import turn_off

        turn_off()
    if version:
        from csto_cli.commands.version import print_version

        print_version()
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)
