"""Everything that can go wrong, as a tree; each failure knows its exit code.

CstoError
├── UsageError          the call's words are off                          2
├── InputError          an input cannot be used                           3
│   ├── UnreadableError     missing, no permission, a directory's own, vanished
│   ├── EmptyInputError     nothing in it
│   ├── EncodingError       bytes that do not decode
│   ├── NotRecognisedError  binary, or JSON that is no csto record
│   ├── SchemaVersionError  a record of a newer major schema version
│   ├── MissingExtraError   an optional package is needed
│   └── PluginError         another package's format, convention or writer failed
├── RebuildError        account and text disagree                         1
└── OutputError         the result could not be written                   5
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    OK = 0
    """Fine; also a closed pipe, silently."""
    NOT_SOUND = 1
    """``validate`` found errors; or nothing matched, or different, where ``--exit-code`` asks."""
    USAGE = 2
    """The command line cannot be understood."""
    INPUT = 3
    """Input unreadable, empty or not recognised, or an extra that it needs is missing."""
    PARTIAL = 4
    """Some of many inputs failed; the rest are done and written (wins over 1)."""
    OUTPUT = 5
    """The output could not be written."""
    BUG = 70
    """A bug in csto (``--debug`` shows the traceback)."""
    INTERRUPTED = 130
    """Interrupted."""


class CstoError(Exception):
    """Base of every failure that csto raises on purpose."""

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        """``message`` says what is wrong and where, ``hint`` what to do."""
        super().__init__(f"{message}; {hint}" if hint else message)
        self.message = message
        self.hint = hint


class UsageError(CstoError):
    """The call's words are off."""

    exit_code = ExitCode.USAGE


class InputError(CstoError):
    """An input cannot be used."""

    exit_code = ExitCode.INPUT


class UnreadableError(InputError):
    """The input is missing, unreadable or has vanished."""


class EmptyInputError(InputError):
    """The input holds nothing to read."""


class EncodingError(InputError):
    """The input's bytes do not decode."""


class NotRecognisedError(InputError):
    """The input is nothing that csto reads."""


class SchemaVersionError(InputError):
    """The record was written for a newer major schema version."""


class MissingExtraError(InputError):
    """An optional package is needed to read or write this."""


class PluginError(InputError):
    """A format, convention or writer of another package failed."""


class RebuildError(CstoError):
    """A record's account and its source text disagree."""

    exit_code = ExitCode.NOT_SOUND


class OutputError(CstoError):
    """The result could not be written."""

    exit_code = ExitCode.OUTPUT
