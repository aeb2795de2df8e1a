"""One record, as the copies that people keep of it: wrapped by hand, in Markdown without blank lines, under any name."""

from __future__ import annotations

import textwrap

import pytest

from csto_cli import parse
from csto_cli.model import Meeting

HEAD = """Meeting on harbours and the fishing fleet
Marek Lind held a working meeting with the heads of the northern harbours and of the companies that own the fleet.
January 31, 2019
13:45
Lesnaya Polyana, Moscow Region
"""
TURNS = (
    ("President of Russia Marek Lind", "Good afternoon. How many boats came back this week, and how many are still out?"),
    ("Minister of Fisheries Olga Brandt", "Forty came back, and three are still out; the crews of all three have answered our calls today."),
    ("Marek Lind", "Then we wait for them. What does the weather service tell us about the days to come, is there another storm?"),
    ("Olga Brandt", "It tells us that the wind will turn on Friday, and that all of them should be in the harbour by then."),
)  # fmt: skip


def _said(meeting: Meeting) -> list[tuple[str | None, str]]:
    return [(turn.label, turn.paragraphs[0].text) for turn in meeting.turns]


def _facts(meeting: Meeting) -> tuple[str | None, str | None, str | None]:
    return meeting.title, meeting.date, meeting.place


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 72) if line else line for line in text.split("\n"))


@pytest.mark.parametrize(
    ("suffix", "separator", "mark"),
    [
        (".txt", "\n\n", "{}:"),
        (".txt", "\n\n", "**{}:**"),
        (".txt", "\n", "**{}**:"),
        (".md", "\n\n", "**{}:**"),
        (".md", "\n", "**{}:**"),
        (".md", "\n", "**{}**:"),
    ],
)
def test_a_copy_says_what_the_page_says(tmp_path, suffix, separator, mark):
    path = tmp_path / f"copy{suffix}"
    path.write_text(
        HEAD + "\n" + separator.join(f"{mark.format(who)} {words}" for who, words in TURNS), encoding="utf-8"
    )
    meeting = parse(path)
    assert _said(meeting) == list(TURNS)
    assert _facts(meeting) == (
        "Meeting on harbours and the fishing fleet",
        "2019-01-31",
        "Lesnaya Polyana, Moscow Region",
    )


def test_lines_wrapped_by_hand_keep_the_head_apart(tmp_path):
    path = tmp_path / "wrapped.txt"
    path.write_text(_wrapped(HEAD + "\n" + "\n\n".join(f"{who}: {words}" for who, words in TURNS)), encoding="utf-8")
    meeting = parse(path)
    assert _said(meeting) == list(TURNS)
    assert _facts(meeting) == (
        "Meeting on harbours and the fishing fleet",
        "2019-01-31",
        "Lesnaya Polyana, Moscow Region",
    )
