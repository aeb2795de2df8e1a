"""``csto help``."""

from __future__ import annotations

from typing import Annotated

import typer

from csto_cli.commands import COMMANDS
from csto_cli.commands.completions import topic_names
from csto_cli.commands.options import Debug
from csto_cli.commands.streams import raw_stdout
from csto_cli.commands.topics import TOPICS
from csto_cli.errors import UsageError

Topic = Annotated[
    str | None,
    typer.Argument(
        metavar="[TOPIC]", show_default=False, autocompletion=topic_names, help="A topic, or a command's name."
    ),
]


def help(context: typer.Context, topic: Topic = None, *, debug: Debug = False) -> None:  # noqa: A001 - the command's name
    """What do the exit codes, formats and environment variables mean?

    Topics: exit-codes, formats, environment. A command's name gives that command's help.

    Examples:
      csto help exit-codes
      csto help speakers
    """
    del debug
    if topic is None:
        lines = [f"  {name:<12} {text.partition(chr(10))[0]}" for name, text in TOPICS.items()]
        raw_stdout().write("\n".join(["Topics (csto help TOPIC):", *lines, "", "Commands: csto --help", ""]))
    elif topic in TOPICS:
        raw_stdout().write(TOPICS[topic])
    elif topic in {row.name for row in COMMANDS}:
        parent = context.parent
        assert parent is not None
        command = context.find_root().command.get_command(context, topic)  # type: ignore[attr-defined] # the group
        with type(context)(command, info_name=topic, parent=parent) as own:
            raw_stdout().write(f"{own.get_help()}\n")
    else:
        raise UsageError(f"there is no topic {topic!r}", hint=f"topics are {', '.join(TOPICS)}")
