"""Records of city councils: labels by office and surname, the heads of pages, turns inside the lines."""

from __future__ import annotations

import pytest

from csto_cli import Meeting, parse
from csto_cli.checks import validate


def read(text: str, name: str) -> Meeting:
    meeting = parse(text.encode(), name=name, convention="council")
    errors = [diagnostic for diagnostic in validate(meeting, text) if diagnostic.severity == "error"]
    assert errors == []
    assert meeting.source.convention == "council"
    return meeting


def said(meeting: Meeting) -> list[tuple[str | None, str]]:
    return [(turn.label, " / ".join(paragraph.text for paragraph in turn.paragraphs)) for turn in meeting.turns]


HANSARD = """COUNCIL OF THE CITY OF HAVNBY

Wednesday, May 4, 2011

The Council met at 9:31 a.m.

Mayor Ross: Roll call, please.

Clerk: Mayor Ross, Councillors Lind and Oday.

Councillor Lind: I rise on the lamps.

And I mean it: all of them.

COUNCIL OF THE CITY OF HAVNBY

2

May 4, 2011

They are dark.

Madam Speaker: Order.

BY-LAWS

Moved by Councillor Oday,

Councillor Oday: So moved.

Mayor Ross: All in favour? Carried.

Council adjourned at 1:05 p.m.
"""


def test_a_hansard_of_a_council() -> None:
    meeting = read(HANSARD, "a.txt")
    assert said(meeting) == [
        ("Mayor Ross", "Roll call, please."),
        ("Clerk", "Mayor Ross, Councillors Lind and Oday."),
        ("Councillor Lind", "I rise on the lamps. / And I mean it: all of them. / They are dark."),
        ("Madam Speaker", "Order."),
        ("Councillor Oday", "So moved."),
        ("Mayor Ross", "All in favour? Carried."),
    ]
    assert (meeting.title, meeting.date) == ("COUNCIL OF THE CITY OF HAVNBY", "2011-05-04")
    assert (meeting.start_time, meeting.end_time) == ("09:31", "13:05")
    assert [note.text for note in meeting.notes] == [
        "BY-LAWS", "Moved by Councillor Oday,", "Council adjourned at 1:05 p.m.",
    ]  # fmt: skip


CAPTIONS = """CITY OF HAVNBY  Closed Caption File  {between}
Ross: One.    Lind: Two.
Ross: Three.    Lind: Four.
"""


@pytest.mark.parametrize(
    "between",
    [
        "Key: ***** means nobody",
        "It is this: a quay",
        "see https://example.org: the list",
        "THOSE PRESENT: all",
        "He said it. So: no",
    ],
)
def test_what_is_no_label_inside_the_lines(between: str) -> None:
    assert [words for _, words in said(read(CAPTIONS.format(between=between), "a.txt"))] == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
    ]


def test_marks_of_pages_are_no_words() -> None:
    text = CAPTIONS.format(between="").replace("Three.", "Thr May 4, 2011  12 of 18 ee.")
    assert said(read(text, "a.txt"))[2] == ("Ross", "Thr ee.")
