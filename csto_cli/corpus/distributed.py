"""Reading on many machines: a Dask scheduler hands shares of the sources to workers, which write parts.

A share whose worker is lost is given to another one; as a part is named by what it says and appears when it is whole,
nothing is lost by that and nothing stands there twice.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from csto_cli.corpus.build import Tally
from csto_cli.corpus.lock import sole_builder
from csto_cli.corpus.parts import Part, PartList, parts_at_hand, write_list
from csto_cli.corpus.shares import Share, shares, write_share
from csto_cli.corpus.steps import Plan
from csto_cli.errors import CstoError, MissingExtraError, OutputError, UnreadableError
from csto_cli.version import VERSION

AHEAD = 4
"""Shares that wait at the scheduler for each thread of the workers: so many, that none of them stands idle."""
PATIENCE = 10
"""Seconds in which a scheduler must answer and have a worker."""


def distribute(
    plan: Plan, folder: str, *, scheduler: str | None, size: int, tell: Callable[[str], None],
    watch: Callable[[Tally], None],
) -> Tally:  # fmt: skip
    """Bring the parts in ``folder`` up to date with the paths of the plan, by the workers of a scheduler or of our own.

    ``size`` is the number of files that a share has about. Raises where a share could not be read to its end: what was
    written stays, and the next build goes on from there.
    """
    started = time.monotonic()
    target = os.path.realpath(folder)
    try:
        Path(target).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}", hint="give another folder") from None
    tally = Tally()
    with sole_builder(target, wait=plan.wait, tell=tell):
        there = {} if plan.force else parts_at_hand(target)
        keys: list[str] = []
        written: dict[str, Part] = {}

        def wanted() -> Iterator[Share]:
            for share in shares(plan, target, size, tally.troubles.append, tally.pass_over):
                keys.append(share.key)
                if share.key in there:
                    written[share.key] = there[share.key]
                    tally.unchanged += there[share.key].read
                    tally.earlier += there[share.key].failed
                    watch(tally)
                else:
                    yield share

        to_do = wanted()
        first = next(to_do, None)
        if first is not None:
            with _client(scheduler, plan.processes) as client:
                for key, part in _written(client, plan, target, _again(first, to_do)):
                    written[key] = part
                    tally.read += part.read
                    tally.failed += part.failed
                    watch(tally)
        parts = tuple(written[key] for key in keys)
        write_list(target, PartList(csto_version=VERSION, options=plan.options, parts=parts))
    tally.seconds = time.monotonic() - started
    return tally


def _again(first: Share, rest: Iterator[Share]) -> Iterator[Share]:
    yield first
    yield from rest


def _written(client: Any, plan: Plan, folder: str, wanted: Iterator[Share]) -> Iterator[tuple[str, Part]]:
    """Every share with its part, as they come; few shares wait at the scheduler."""
    from distributed import as_completed

    run = uuid.uuid4().hex
    under_way: dict[str, Share] = {}
    done = as_completed()
    here = os.getcwd()  # noqa: PTH109 - paths stay text here
    failure: CstoError | None = None
    while True:
        while failure is None and len(under_way) < AHEAD * max(1, sum(client.nthreads().values())):
            share = next(wanted, None)
            if share is None:
                break
            name = f"csto-{share.key}-{run}"
            under_way[name] = share
            future = client.submit(_on_worker, share, plan, folder, here, VERSION, key=name, pure=False)
            done.add(future)
        if not under_way:
            break
        future = next(done)
        share = under_way.pop(future.key)
        error = future.exception() if future.status != "finished" else None
        if error is None:
            yield share.key, future.result()
        else:
            failure = failure or _told(error, share)
    if failure is not None:
        raise failure


def _on_worker(share: Share, plan: Plan, folder: str, here: str, version: str) -> Part:
    """``write_share``, where this is the csto that asks for it."""
    if version != VERSION:
        raise UnreadableError(
            f"a worker has csto {VERSION}, this is {version}", hint="install one and the same csto on all machines"
        )
    return write_share(share, plan, folder, here)


def _told(error: BaseException, share: Share) -> CstoError:
    """What became of a share that was not read, for the user."""
    if isinstance(error, CstoError):
        return error
    if type(error).__name__ == "KilledWorker":
        return UnreadableError(
            f"{share.files[0]}: every worker that read this share of {len(share.files)} files was ended from outside",
            hint="perhaps for lack of memory; try a smaller --share; what was written stays",
        )
    return UnreadableError(
        f"a worker cannot read a share: {type(error).__name__}: {error}",
        hint="install one and the same csto, with csto-cli[dask], on scheduler and workers",
    )


def _silence() -> None:
    """What Dask logs is no message of csto's; each of its loggers has a level of its own."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _client(scheduler: str | None, processes: int | None) -> Iterator[Any]:
    """A client of the scheduler at that address, or of a scheduler and workers of our own."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise MissingExtraError(
            "--engine dask needs an extra package", hint="pip install 'csto-cli[dask]', here and on the workers"
        ) from None
    _silence()
    if scheduler is None:
        count = processes or os.cpu_count() or 1
        with (
            LocalCluster(count, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise UnreadableError(
            f"{scheduler}: no Dask scheduler answers there ({type(error).__name__})",
            hint="start one with dask scheduler, and workers with dask worker ADDRESS",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise UnreadableError(
                f"{scheduler}: the scheduler has no workers", hint="start some with dask worker ADDRESS"
            ) from None
        yield client
