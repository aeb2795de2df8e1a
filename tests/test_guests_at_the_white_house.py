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
