"""Where csto begins and ends: every failure becomes one line on standard error and an exit code."""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings

from csto_cli.commands.streams import finish_stdout, silence_stdout, tell
from csto_cli.errors import CstoError, ExitCode


def main() -> None:
    """Run csto on the words of the command line."""
    sys.unraisablehook = _ask_again
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # a second one, while the first was being told
        code = ExitCode.INTERRUPTED
    # All is written and told: an interrupt that comes now has nothing left to stop, and would only spoil the exit code.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Python remembers an interrupt that came through an exec of text, as dataclasses are made, however it was caught,
    # and would end by the signal instead of with a code; another exec makes it forget.
    exec("")  # noqa: S102
    sys.exit(code)


def _ask_again(lost: sys.UnraisableHookArgs, /) -> None:
    """Where Python would print and drop an interrupt, as in its callback at the end of an import: ask again."""
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    import _thread
    import threading

    later = threading.Timer(0.02, _thread.interrupt_main)
    later.daemon = True
    later.start()


def run(arguments: list[str]) -> int:
    """Run csto and return the exit code."""
    debug = "--debug" in arguments
    # Pydantic would read the metadata of every installed package for plug-ins of its own, which csto has no use for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    warnings.showwarning = _tell_warning  # type: ignore[assignment] # csto leaves out where in the code it was
    try:
        if arguments in (["--version"], ["-V"]):
            from csto_cli.commands.version import print_version

            print_version()
            finish_stdout()
            return ExitCode.OK
        return _run_app(arguments)
    except BrokenPipeError:
        silence_stdout()
        return ExitCode.OK
    except KeyboardInterrupt:
        silence_stdout()
        return ExitCode.INTERRUPTED
    except CstoError as error:
        if debug:
            traceback.print_exc()
        silence_stdout()
        tell(str(error))
        return error.exit_code
    except Exception as error:  # the one place where a bug ends
        if debug:
            traceback.print_exc()
        silence_stdout()
        tell(f"this is a bug in csto: {type(error).__name__}: {error}; run again with --debug and report what it shows")
        return ExitCode.BUG


def _tell_warning(message: Warning | str, category: type[Warning], *place: object) -> None:
    """A warning is one line, like everything else that csto has to say."""
    del category, place
    tell(str(message))


def _run_app(arguments: list[str]) -> int:
    """Run the Typer application; what it says about wrong words takes csto's form."""
    import typer
    from typer.exceptions import TyperException

    from csto_cli.commands.app import app

    try:
        code = app(arguments, prog_name="csto", standalone_mode=False)
    except TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "csto"
        tell(f"{error.format_message().rstrip('.').replace(chr(10), ' ')}; see {path} --help")
        return error.exit_code
    except typer.Abort:
        return ExitCode.INTERRUPTED
    return int(code) if isinstance(code, int) else ExitCode.OK


if __name__ == "__main__":
    main()
