"""What a rule is, and how a function becomes one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from csto_cli.model import Diagnostic, Meeting, Severity, Span

Check = Callable[[Meeting, str | None], Iterable[Diagnostic]]
"""A check reads a meeting, and the source text where it is known, and tells what it finds."""

Found = tuple[str, Span | None]
"""What was seen, and where."""

Finder = Callable[[Meeting, str | None], Iterable[Found]]
"""The function under a rule: it finds; the rule adds code, severity and hint."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rulebook; ``check`` is None where the parser itself raises the diagnostic."""

    code: str
    severity: Severity
    title: str
    explanation: str
    check: Check | None


def rule(code: str, severity: Severity, hint: str) -> Callable[[Finder], Rule]:
    """Make a rule of a finder, whose docstring is the rule's title (first line) and explanation (the rest)."""

    def made(finder: Finder) -> Rule:
        def check(meeting: Meeting, text: str | None) -> Iterator[Diagnostic]:
            for message, span in finder(meeting, text):
                yield Diagnostic(code=code, severity=severity, message=message, span=span, hint=hint)

        title, _, explanation = inspect.cleandoc(finder.__doc__ or "").partition("\n")
        return Rule(code, severity, title.rstrip("."), _unwrapped(explanation), check)

    return made


def _unwrapped(explanation: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in explanation.strip().split("\n\n"))
