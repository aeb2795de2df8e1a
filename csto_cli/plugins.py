"""Formats, conventions and writers of other packages, found through entry points when a table of them is needed.

An entry point has the name of what it registers. What is broken, or takes a name that csto has, is left out with one
warning (``PluginWarning``); ``CSTO_NO_PLUGINS`` (not empty, not 0) leaves all of them out.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from csto_cli.errors import CstoError, PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

P = ParamSpec("P")
T = TypeVar("T")

SWITCH = "CSTO_NO_PLUGINS"
HINT = "mend or remove the package, or turn plug-ins off with --no-plugins"


class PluginWarning(UserWarning):
    """A plug-in is left out, or failed where csto could go on without it."""


class Plugin(NamedTuple):
    """Something that another package registers: the object, and the package with its version."""

    name: str
    value: Any
    package: str


def are_off() -> bool:
    """Whether plug-ins are turned off."""
    return os.environ.get(SWITCH, "0") not in {"", "0"}


def turn_off() -> None:
    """Turn plug-ins off in this process and those that it starts."""
    os.environ[SWITCH] = "1"


def plugins(group: str, taken: Collection[str], problem: Callable[[str, Any], str | None]) -> tuple[Plugin, ...]:
    """What other packages register under ``group``, in order of name, loaded once.

    ``taken`` are the names that csto itself has; ``problem`` says what is wrong with an object of that name, or None.
    """
    if are_off():
        return ()
    found: dict[str, Plugin] = {}
    for point, package in _entry_points(group):
        shown = f"the plug-in {point.name!r} ({group}) of {package}"
        if point.name in taken or point.name in found:
            owner = f"the package {found[point.name].package}" if point.name in found else "csto"
            _warn(f"{shown} is left out: {owner} has that name already; {HINT}")
            continue
        try:
            with guarded(shown):
                value = _loaded(point)
                wrong = problem(point.name, value)
        except PluginError as error:
            _warn(str(error))
            continue
        if wrong is not None:
            _warn(f"{shown} is left out: {wrong}; {HINT}")
            continue
        found[point.name] = Plugin(point.name, value, package)
    return tuple(found.values())


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Turn whatever another package's code raises into a ``PluginError`` that names it."""
    try:
        yield
    except (CstoError, BrokenPipeError):
        raise
    except Exception as error:  # code of strangers may raise anything
        raise PluginError(f"{what} failed: {type(error).__name__}: {error}", hint=HINT) from error


def shielded(call: Callable[P, T], what: str, kind: type[T], *, otherwise: T | None = None) -> Callable[P, T]:
    """Return another package's function, shielded: it gives a ``kind`` or raises a ``PluginError`` naming ``what``.

    With ``otherwise`` a failure is a warning, and ``otherwise`` is given.
    """

    def shield(*args: P.args, **extra: P.kwargs) -> T:
        try:
            with guarded(what):
                value = call(*args, **extra)
                if not isinstance(value, kind):
                    raise TypeError(f"it gives {type(value).__name__}, no {kind.__name__}")
                return value
        except PluginError as error:
            if otherwise is None:
                raise
            _warn(str(error))
            return otherwise

    return shield


def unfit(kind: type, name: str, value: object) -> str | None:
    """What is wrong with a row that registers as ``name``, or None."""
    if not isinstance(value, kind):
        return f"it is {type(value).__name__}, no {kind.__name__}"
    named = getattr(value, "name", None)
    return None if named == name else f"its entry point is {name!r}, and it calls itself {named!r}"


def _warn(message: str) -> None:
    warnings.warn(message, PluginWarning, stacklevel=2)


@cache
def _installed() -> Any:  # its type is another one from Python 3.12 on
    """The entry points of all that is installed; metadata is read here, once, and nowhere else."""
    from importlib.metadata import entry_points

    return entry_points()


@cache
def _entry_points(group: str) -> tuple[tuple[EntryPoint, str], ...]:
    """Entry points of a group with package and version."""
    points = sorted(_installed().select(group=group), key=lambda point: (point.name, point.value))
    return tuple((point, f"{point.dist.name} {point.dist.version}" if point.dist else "?") for point in points)


@cache
def _loaded(point: EntryPoint) -> Any:
    return point.load()
