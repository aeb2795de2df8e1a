"""Standard output and error, files that appear whole or not at all, colour, and the form of a result.

The one place that decides on terminal or pipe.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar, cast

from csto_cli.errors import OutputError, UsageError

Stream = TypeVar("Stream", TextIO, BinaryIO)
SUFFIX_FORMATS = {
    ".json": "json",
    ".jsonl": "ndjson",
    ".ndjson": "ndjson",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".tmx": "tmx",
    ".txt": "table",
}
"""Form that the name of an output file asks for where ``--format`` does not say."""


class NoInputError(UsageError):
    """No path is given and standard input is a terminal or closed: help is what the user needs."""


class _Guarded(io.TextIOWrapper):
    """A text stream that fails with ``OutputError``, but for a closed pipe."""

    label = "standard output"

    def write(self, text: str) -> int:
        with _failures_named(self.label):
            return super().write(text)

    def flush(self) -> None:
        with _failures_named(self.label):
            super().flush()

    def close(self) -> None:
        with _failures_named(self.label):
            super().close()


def _file(path: Path, mode: str, label: str) -> _Guarded:
    with _failures_named(label):
        stream = _Guarded(path.open(mode), encoding="utf-8", errors="replace", newline="")
    stream.label = label
    return stream


@contextmanager
def _raw_file(path: Path, mode: str, label: str) -> Iterator[BinaryIO]:
    with _failures_named(label), path.open(mode) as stream:
        yield cast("BinaryIO", stream)


@contextmanager
def _failures_named(name: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"{name}: cannot be written: {error.strerror or error}",
            hint="check the path, its permissions and the disk's room",
        ) from error


def raw_stdout() -> TextIO:
    """Standard output, which writes UTF-8 into a pipe and what the terminal can show onto a terminal."""
    if sys.stdout is None:
        raise OutputError("standard output is closed", hint="give a file with -o")
    if not isinstance(sys.stdout, _Guarded) and hasattr(sys.stdout, "buffer"):
        encoding = (sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
        sys.stdout.flush()
        sys.stdout = _Guarded(sys.stdout.buffer, encoding=encoding, errors="replace", newline="")
    return sys.stdout


def stdout_is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def stderr_is_terminal() -> bool:
    """Whether a person reads standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def finish_stdout() -> None:
    """Flush standard output here, so that a closed pipe or a full disk shows now and not at exit."""
    if sys.stdout is not None and not sys.stdout.closed:
        with _failures_named("standard output"):
            sys.stdout.flush()


def silence_stdout() -> None:
    """Flush what can be, then point standard output at nothing, so that Python's own flush at exit cannot fail."""
    if sys.stdout is None or sys.stdout.closed:
        return
    with suppress(OSError, OutputError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(message: str) -> None:
    """Write one line to standard error, in csto's name."""
    from csto_cli.writers.escape import line

    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"csto: {line(message)}\n")
            sys.stderr.flush()


def uses_color(choice: str) -> bool:
    """``--color`` over NO_COLOR over FORCE_COLOR over whether standard output is a terminal that can."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stdout_is_terminal() and os.environ.get("TERM") != "dumb"


def form_of(asked: str | None, output: str | None, on_terminal: str, in_pipe: str = "ndjson") -> str:
    """Form of a result: what was asked, else what the output file's name says, else by where it goes."""
    if asked:
        return asked
    if output not in {None, "-"}:
        return SUFFIX_FORMATS.get(Path(str(output)).suffix.lower(), in_pipe)
    return on_terminal if stdout_is_terminal() else in_pipe


@contextmanager
def opened(output: str | None, *, label: str | None = None) -> Iterator[TextIO]:
    """Open where a result goes: standard output, or a file that takes its name only once it is whole.

    ``label`` is what messages call the file, where it will have another name.
    """
    if output in {None, "-"}:
        yield raw_stdout()
        return
    with _whole(str(output), _file, label) as stream:
        yield stream


@contextmanager
def opened_bytes(output: str | None, *, label: str | None = None) -> Iterator[BinaryIO]:
    """The same for a result that is no text; a terminal is refused."""
    if output in {None, "-"}:
        if stdout_is_terminal():
            raise UsageError("this output format is no text for a terminal", hint="give a file with -o FILE")
        text = raw_stdout()
        text.flush()
        with _failures_named("standard output"):
            yield text.buffer
        return
    with _whole(str(output), _raw_file, label) as stream:
        yield stream


@contextmanager
def _whole(
    output: str, opening: Callable[[Path, str, str], AbstractContextManager[Stream]], label: str | None
) -> Iterator[Stream]:
    """A file that takes its name only once it is whole."""
    target = Path(os.path.realpath(output))
    label = label or output
    if target.is_dir():
        raise OutputError(f"{label}: cannot be written: it is a folder", hint="give a file's name")
    if target.exists() and not target.is_file():
        with opening(target, "wb", label) as stream:
            yield stream
        return
    temporary = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with opening(temporary, "xb", label) as stream:
            if target.exists():
                temporary.chmod(target.stat().st_mode & 0o777)
            yield stream
        with _failures_named(label):
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
