"""What a shell may offer for words that only csto's own tables know: names of formats, conventions, topics.

Each function takes the beginning of a word and gives the names that begin so, each with what it is. A function that is
not called imports nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

Offers = list[tuple[str, str]]
"""Names and what they are."""


def writer_names(incomplete: str) -> Offers:
    """Formats that ``csto export --to`` writes."""
    from csto_cli.writers import writers

    return _beginning(incomplete, ((row.name, row.description) for row in writers()))


def format_names(incomplete: str) -> Offers:
    """Formats that csto reads."""
    from csto_cli.formats import formats

    return _beginning(incomplete, ((form.name, form.description) for form in formats()))


def convention_names(incomplete: str) -> Offers:
    """Families of records that csto knows."""
    from csto_cli.conventions import conventions

    return _beginning(incomplete, ((family.name, family.description) for family in conventions()))


def topic_names(incomplete: str) -> Offers:
    """Topics of ``csto help``, and the commands."""
    from csto_cli.commands import COMMANDS
    from csto_cli.commands.topics import TOPICS

    topics = [(name, text.partition("\n")[0]) for name, text in TOPICS.items()]
    return _beginning(incomplete, [*topics, *((row.name, row.heading) for row in COMMANDS)])


def code_names(incomplete: str) -> Offers:
    """Codes of diagnostics."""
    from csto_cli.checks import RULES

    return _beginning(incomplete, ((rule.code, rule.title) for rule in RULES))


def _beginning(incomplete: str, offers: Iterable[tuple[str, str]]) -> Offers:
    return [(name, what) for name, what in offers if name.startswith(incomplete)]
