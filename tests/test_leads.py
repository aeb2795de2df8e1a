"""What the lead of a Kremlin page tells: who chaired, who took part, and what was adopted."""

from __future__ import annotations

import pytest

from csto_cli import parse
from csto_cli.model import Meeting

RECORD = """Meeting on northern lakes

May 14, 2019, Lesnaya Polyana

{lead}

* * *

President of Russia Marek Lind: Good afternoon, colleagues. The lakes are low this year.

President of Norland Arne Holt: They are, and the rivers too.
"""


def _read(lead: str) -> Meeting:
    return parse(RECORD.format(lead=lead).encode())


@pytest.mark.parametrize(
    ("lead", "chair"),
    [
        ("The meeting was chaired by President of Kazakhstan Daulet Serikov.", "Daulet Serikov"),
        ("The session, presided over by President of Kazakhstan Daulet Serikov, took two hours.", "Daulet Serikov"),
        ("The discussion was moderated by Fyodor Lukin.", None),
    ],
)
def test_who_chaired(lead, chair):
    meeting = _read(lead)
    names = {person.id: person.name for person in meeting.participants}
    assert (names[meeting.chair] if meeting.chair else None) == chair


def test_those_who_joined_took_part():
    lead = (
        "Joining the meeting via videoconference were Governor of Perm Vera Sopkina and Head of Karelia Artur Lesnoy."
    )
    assert {person.name for person in _read(lead).participants} >= {"Vera Sopkina", "Artur Lesnoy"}


@pytest.mark.parametrize(
    ("lead", "titles"),
    [
        ("A joint statement by the leaders of Russia and Turkey was adopted following the talks.",
         ["joint statement by the leaders of Russia and Turkey"]),
        ("The leaders adopted a joint statement marking the tenth anniversary of the Treaty on Lakes.",
         ["joint statement marking the tenth anniversary of the Treaty on Lakes"]),
        ("The final document of the summit, the Lesnaya Declaration, was signed by all.", ["Lesnaya Declaration"]),
        ("A number of documents were adopted, the key one being the Lesnaya Declaration.", ["Lesnaya Declaration"]),
        ("The Council approved the Main Directions of the Union’s Activity for 2020.",
         ["Main Directions of the Union’s Activity for 2020"]),
        ("The presidents signed the Joint Statement (see supplement).", ["Joint Statement"]),
        ("The Council approved directions of cooperation in energy.", []),
        ("The leaders signed the Declaration of the Council, as well as a package of resolutions on joint rescue, on "
         "the lake pilots and on the budget.",
         ["Declaration of the Council", "on joint rescue", "on the lake pilots", "on the budget"]),
        ("A joint declaration and a number of bilateral agreements were signed following the talks.",
         ["joint declaration"]),
    ],
)  # fmt: skip
def test_what_was_adopted(lead, titles):
    assert [document.title for document in _read(lead).documents if document.status != "mentioned"] == titles


def test_a_photograph_s_caption_is_not_spoken():
    text = RECORD.format(lead="They met again.") + "\nPhoto: Ivan Petlin, News Agency\n"
    assert all("Petlin" not in paragraph.text for turn in parse(text.encode()).turns for paragraph in turn.paragraphs)


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        (
            "I would like to inform you that we have just signed the joint statement on lakes.",
            ["joint statement on lakes"],
        ),
        ("The documents that we signed today include the agreement on ports.", ["agreement on ports"]),
        ("The documents we have signed today, including the agreement on ports, will help us.", ["agreement on ports"]),
        ("The documents we signed last year, including the agreement on ports, will help us.", []),
        ("I informed you that your parliament signed the agreement on ports.", []),
    ],
)
def test_what_a_leader_says_was_signed(said, titles):
    text = RECORD.format(lead="They met again.").replace("The lakes are low this year.", said)
    documents = parse(text.encode()).documents
    assert [document.title for document in documents if document.status == "signed"] == titles
