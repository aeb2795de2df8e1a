"""The rulebook as a page to read: ``python -m csto_cli.checks.handbook > docs/diagnostics.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from csto_cli.checks import RULES, Rule

HEAD = """\
# Diagnostics

<!-- Made from the table of rules by `python -m csto_cli.checks.handbook`; do not edit by hand. -->

`csto validate` gives every finding a code. Codes are stable: a code never changes its meaning. `csto validate --explain
CODE` prints what stands here. An **error** makes a record unsound (exit code 1), a **warning** does so with `--strict`,
an **info** never does."""
PARTS = (
    ("C1", "What the parser doubts"),
    ("C2", "Floor and documents"),
    ("C3", "Errors: what cannot be cited as it stands"),
    ("C4", "What is odd, or could not be proved"),
)


def handbook(rules: Iterable[Rule] = RULES) -> str:
    """Rules as Markdown: a table of all, then each with its explanation."""
    return "\n".join(_lines(tuple(rules))) + "\n"


def _lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield from (HEAD, "", "| code | severity | what was seen |", "|---|---|---|")
    for rule in rules:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {rule.title} |"
    for prefix, title in PARTS:
        yield from ("", f"## {title}")
        for rule in rules:
            if rule.code.startswith(prefix):
                yield from ("", f"### {rule.code}", "", f"**{rule.title}** ({rule.severity})", "", rule.explanation)


if __name__ == "__main__":
    sys.stdout.write(handbook())
