"""``csto corpus build``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from csto_cli.commands.corpus.options import Machines, Store
from csto_cli.commands.inputs import SUFFIXES
from csto_cli.commands.options import Reading, Running
from csto_cli.commands.progress import bar_screen, shows_bars
from csto_cli.commands.streams import raw_stdout, tell
from csto_cli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from csto_cli.corpus.build import Tally
    from csto_cli.corpus.steps import Plan
    from csto_cli.model import Correction

_HOW = "How to build"
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", min=1, show_default=False, rich_help_panel=_HOW, help="Processes that read."
    ),
]
Force = Annotated[bool, typer.Option("--force", rich_help_panel=_HOW, help="Read again what has not changed.")]
Prune = Annotated[
    bool, typer.Option("--prune", rich_help_panel=_HOW, help="Take out what was read from vanished files.")
]
Wait = Annotated[bool, typer.Option("--wait", rich_help_panel=_HOW, help="Wait for another build of the same store.")]
Embed = Annotated[
    bool, typer.Option("--embed-source", rich_help_panel=_HOW, help="Keep the sources' texts in the store, compressed.")
]


def build(
    store: Store,
    reading: Reading,
    machines: Machines,
    running: Running,
    *,
    embed_source: Embed = False,
    force: Force = False,
    prune: Prune = False,
    wait: Wait = False,
    jobs: Jobs = None,
) -> None:
    """How do I put many records into one store, and keep it up to date?

    Reads files, folders, globs, archives (zip, tar) and, with --text-column, tables, in several processes. What has not
    changed since is left alone; a file that fails is kept with its reason, and tried again when it changes. A build
    that was broken off goes on where it stopped when it is run again.

    With --engine dask the workers of a Dask scheduler read, who must see the same files. They write Parquet parts into
    one folder (a row for each record), which are loaded into the store then, or later with --from-parquet.

    Examples:
      csto corpus build council.db samples/*.txt
      csto corpus build council.db samples --embed-source --prune
    """
    _checked(reading, machines, prune=prune)
    if not reading.paths and not machines.from_parquet:
        raise UsageError("nothing to build from", hint="name files, folders or archives behind the store")
    if reading.paths and machines.from_parquet:
        raise UsageError("--from-parquet stands for the PATHs", hint="leave one of them out")
    if machines.from_parquet and (embed_source or reading != Reading()):
        raise UsageError(
            "--from-parquet loads what is read already",
            hint="say how to read, or --embed-source, when parts are written",
        )
    if "-" in (reading.paths or ()):
        raise UsageError("a store is not built from standard input", hint="name files, folders or archives")
    plan = _plan(reading, embed=embed_source, force=force, prune=prune, wait=wait, jobs=jobs)
    tallies = []
    if machines.engine == "dask":
        parts = machines.parts or f"{store.removesuffix('.db')}.parts"
        tallies.append((parts, _distribute(plan, parts, machines, quiet=running.quiet)))
        plan = replace(plan, parts=parts)
    elif machines.from_parquet:
        plan = replace(plan, parts=machines.from_parquet)
    if not machines.parts_only:
        from csto_cli.corpus.build import build as run

        with _watched(plan, "loading" if plan.parts else "reading", quiet=running.quiet) as watch:
            tallies.append((store, run(store, plan, tell=tell, watch=watch)))
    _report(tallies, running, failures_in=None if machines.parts_only else store)
    _, last = tallies[-1]
    if any(tally.failed or tally.troubles for _, tally in tallies):
        raise typer.Exit(ExitCode.PARTIAL if last.read or last.unchanged else ExitCode.INPUT)


def _report(tallies: list[tuple[str, Tally]], running: Running, *, failures_in: str | None) -> None:
    """Tell what went wrong, and on standard output how the build went."""
    for name, tally in tallies:
        for trouble in (*map(str, tally.troubles), *tally.reasons):
            tell(trouble)
        if not running.quiet:
            raw_stdout().write(f"{_told(name, tally, failures_in=failures_in)}\n")
        elif tally.failed > len(tally.reasons):
            tell(_told(name, tally, failures_in=failures_in))


def _checked(reading: Reading, machines: Machines, *, prune: bool) -> None:
    """Refuse options that do not go together."""
    if reading.beside:
        raise UsageError("--with goes with one record", hint="parse it, and build from the JSON that csto parse writes")
    if reading.one_meeting:
        raise UsageError(
            "--one-meeting goes with one record", hint="parse it, and build from the JSON that csto parse writes"
        )
    asked = {"--scheduler": machines.scheduler, "--parts": machines.parts, "--parts-only": machines.parts_only}
    alone = next((name for name, value in asked.items() if value), None)
    if machines.engine != "dask" and alone:
        raise UsageError(f"{alone} goes with --engine dask", hint="add it, or leave the option out")
    if machines.from_parquet and machines.engine == "dask":
        raise UsageError("--from-parquet loads what is read already", hint="leave --engine dask out")
    if prune and machines.from_parquet:
        raise UsageError("--prune looks for the files that were read", hint="build from their PATHs with it")


def _distribute(plan: Plan, folder: str, machines: Machines, *, quiet: bool) -> Tally:
    from csto_cli.corpus.distributed import distribute

    with _watched(plan, "reading", quiet=quiet) as watch:
        return distribute(
            plan, folder, scheduler=machines.scheduler, size=machines.share, tell=tell, watch=watch
        )  # fmt: skip


def _plan(reading: Reading, *, embed: bool, force: bool, prune: bool, wait: bool, jobs: int | None) -> Plan:
    """What is to be built and how, from the words of the command line."""
    from csto_cli.corpus.jobs import How
    from csto_cli.corpus.steps import Plan
    from csto_cli.tables import TABLE_SUFFIXES

    corrections: tuple[Correction, ...] = ()
    if reading.corrections:
        from csto_cli.corrections import read_corrections

        corrections = tuple(read_corrections(reading.corrections))
    how = How(
        encoding=reading.encoding, encoding_errors=reading.encoding_errors, input_format=reading.input_format,
        convention=reading.convention, text_column=tuple(reading.text_column or ()), id_column=reading.id_column,
        date_column=reading.date_column, largest_cell=reading.largest_cell, embed_source=embed,
        each_meeting=reading.each_meeting, corrections=corrections,
    )  # fmt: skip
    suffixes = TABLE_SUFFIXES if how.text_column else SUFFIXES
    paths = tuple(reading.paths or ())
    return Plan(paths=paths, suffixes=suffixes, how=how, processes=jobs, force=force, prune=prune, wait=wait)


def _told(store: str, tally: Tally, *, failures_in: str | None) -> str:
    """The closing line; ``failures_in`` is the store that says why something failed, if one is made."""
    rate = f", {tally.read / tally.seconds:,.0f} a second" if tally.read and tally.seconds else ""
    parts = [f"{_count(tally.read, 'record')} read in {tally.seconds:,.1f} s{rate}"]
    parts += [f"{tally.unchanged:,} unchanged"] if tally.unchanged else []
    parts += [f"{tally.failed:,} failed"] if tally.failed else []
    parts += [f"{tally.earlier:,} failed earlier"] if tally.earlier else []
    parts += [f"{_count(tally.vanished, 'file')} vanished (--prune takes them out)"] if tally.vanished else []
    parts += [f"{_count(tally.removed, 'vanished file')} taken out"] if tally.removed else []
    parts += [f"{_count(tally.passed_over, 'file')} of saved pages passed over"] if tally.passed_over else []
    look = f"; csto corpus status {failures_in} says why" if failures_in and (tally.failed or tally.earlier) else ""
    return f"{store}: {', '.join(parts)}{look}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


@contextmanager
def _watched(plan: Plan, what: str, *, quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """What shows how far a build is, on a terminal: rate, time left and failures."""
    if quiet or not shows_bars():
        yield lambda _: None
        return
    import time

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from csto_cli.corpus.walk import count

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:,.0f} a second"), TimeRemainingColumn(),
        TextColumn("{task.fields[failed]} failed"),
    )  # fmt: skip
    started = time.monotonic()
    with Progress(*columns, console=bar_screen(), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(what, total=count(plan.paths, plan.suffixes) or None, failed=0, rate=0.0)

        def watch(tally: Tally) -> None:
            done = tally.read + tally.failed + tally.unchanged + tally.earlier
            rate = done / max(time.monotonic() - started, 0.001)
            bar.update(task, completed=done, failed=tally.failed, rate=rate)

        yield watch
