"""Labels of guests with marks on their capitals or particles, and the day above the hour."""

from __future__ import annotations

import pytest

from csto_cli import parse
from csto_cli.model import Meeting

PAGE = """---
date: '{issued}'
source_url: https://whitehouse.example/remarks/
title: "{title}"
---

Cabinet Room
{day}
12:40 P.M. EDT

PRESIDENT VELD: Welcome. It is good to see you both again, and to speak about the rivers we share.

{guest}: Thank you very much. The water was high this year, and we all helped one another.

PRESIDENT VELD: Thank you.

12:50 P.M. EDT
"""


def _read(title: str, guest: str, day: str = "", issued: str = "2035-10-20") -> Meeting:
    text = PAGE.format(title=title, guest=guest, day=day and f"\n{day}\n", issued=issued)
    return parse(text.encode(), convention="whitehouse")


@pytest.mark.parametrize(
    ("title", "guest", "name"),
    [
        ("Remarks by President Veld and President Núñez Órbita Before Meeting", "PRESIDENT NÚÑEZ ÓRBITA", "Núñez Órbita"),
        ("Remarks by President Veld and European Commission President Ada von der Linde Before Meeting",
         "PRESIDENT VON DER LINDE", "Ada von der Linde"),
        ("Remarks by President Veld and Prime Minister Jan de Haan At Bilateral Meeting",
         "PRIME MINISTER DE HAAN", "Jan de Haan"),
    ],
)  # fmt: skip
def test_a_guest_has_turns_and_the_name_of_the_title(title: str, guest: str, name: str) -> None:
    meeting = _read(title, guest)
    people = {person.id: person.name for person in meeting.participants}
    assert [people[turn.speaker or ""] for turn in meeting.turns] == ["Veld", name, "Veld"]


def test_whom_a_call_was_about_did_not_take_part() -> None:
    meeting = _read("Background Press Call on President Veld’s Call with President Ruud of Norland", "MODERATOR")
    assert "Ruud" not in {person.name for person in meeting.participants}


def test_the_day_above_the_hour_is_the_day_of_the_meeting() -> None:
    meeting = _read("Remarks by President Veld", "DR. LUND", day="October 18, 2035")
    assert (meeting.date, meeting.place) == ("2035-10-18", "Cabinet Room")


CALL = """---
title: Background Press Call by Senior Administration Officials
date: 2023-06-10
source_url: https://www.whitehouse.gov/call
---

Via Teleconference

(June 9, 2023)

10:02 A.M. EDT

MR. SAVETTE:  Hi, everyone.

SENIOR ADMINISTRATION OFFICIAL #1:  Thanks, Sean.

Q    Hi, it’s Norah Kell with CBS.  What now?

SENIOR ADMINISTRATION OFFICIAL #2:  Good.

Q    Sorry.  My name is Anna Cole.  And then?

Q    Okay.  This is Brick Lane.  And then?

SENIOR ADMINISTRATION OFFICIAL:  Fine.

10:42 A.M. EDT
"""


def test_a_call_on_background() -> None:
    meeting = parse(CALL.encode(), name="call.md")
    assert meeting.source.convention == "whitehouse"
    roles = {person.name: person.role for person in meeting.participants}
    assert roles == {
        "Savette": "unknown",
        "Senior Administration Official #1": "voice",
        "Q": "voice",
        "Senior Administration Official #2": "voice",
        "Senior Administration Official": "voice",
        "Norah Kell": "journalist",
        "Anna Cole": "journalist",
    }
    assert (meeting.date, meeting.place) == ("2023-06-09", "Via Teleconference")


def test_a_title_that_ends_with_the_day_is_a_title() -> None:
    page = """<html><body><header><a href="https://www.whitehouse.gov/">Home</a></header>
<h1>Press Briefing by Press Secretary Ann Sark, October 4, 2021</h1><p>Brady Room</p><p>1:19 P.M. EDT</p>
<p>MS. SARK:  Hi.</p><p>Q  When?</p><p>MS. SARK:  Now.</p><p>2:11 P.M. EDT</p></body></html>"""
    meeting = parse(page.encode(), name="briefing.html")
    assert (meeting.title, meeting.date) == (
        "Press Briefing by Press Secretary Ann Sark, October 4, 2021",
        "2021-10-04",
    )
    assert "Ann Sark" in {person.name for person in meeting.participants}


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("Remarks by President Veld in the Virtual Leaders Summit", "videoconference"),
        ("Remarks on the Virtual World", None),
    ],
)
def test_a_virtual_summit_is_a_videoconference(title: str, mode: str | None) -> None:
    assert parse(CALL.replace("Background Press Call by Senior Administration Officials", title).encode()).mode == mode
