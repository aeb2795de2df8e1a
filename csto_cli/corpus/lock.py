"""One builder of a store at a time: the second one waits, or says who is at work."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from csto_cli.errors import OutputError

PAUSE = 0.2


@contextmanager
def sole_builder(store: str, *, wait: bool, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the store for the one build; the system frees it whatever way the process ends.

    A lock of the process (not of the opened file) is taken: the processes that a build starts do not inherit it.
    """
    try:
        import fcntl
    except ImportError:  # a system without such locks: SQLite's own still keep the store sound
        yield
        return
    path = Path(store).with_name(f".{Path(store).name}.lock")
    told = False
    while True:
        handle = _opened(store, path)
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is(path, handle):
                break
        except OSError:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
            who = f"{store}: another csto corpus build is at work{f' (process {holder})' if holder else ''}"
            if not wait:
                os.close(handle)
                raise OutputError(who, hint="let it end, or wait for it with --wait") from None
            if not told:
                tell(f"{who}; waiting")
                told = True
            time.sleep(PAUSE)
        os.close(handle)
    try:
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _opened(store: str, path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise OutputError(
            f"{store}: cannot be written: {error.strerror}", hint="check the folder and its permissions"
        ) from None


def _is(path: Path, handle: int) -> bool:
    """Whether the opened file still has its name: who ended a build took the name away."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
