"""The web page as text: sound structure, links that lead somewhere, nothing of a record becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from csto_cli import CstoError, Meeting, parse
from csto_cli.writers import html

SAMPLES = sorted(path for path in (Path(__file__).parent.parent / "samples").iterdir() if path.is_file())
VOID = {"meta", "input", "rect", "line", "path"}
HOSTILE = '</p><script>alert(1)</script><b onclick="x">\'" & \x1b[31m'


class Outline(HTMLParser):
    """Names, anchors and links of a page; fails where an element is closed that is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}
        known = dict(attrs)
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known["href"]] if "href" in known else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def outline(meeting: Meeting) -> Outline:
    stream = StringIO()
    html.write([meeting], stream)
    found = Outline()
    found.feed(stream.getvalue())
    found.close()
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_link_within_the_page_leads_somewhere(path):
    meeting = parse(path, embed_source=True)
    found = outline(meeting)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    inner = {link[1:] for link in found.links if link.startswith("#")}
    assert inner <= set(found.ids)
    assert {f"turn-{turn.index}" for turn in meeting.turns} <= set(found.ids)
    assert found.names.count("article") == len(meeting.turns)


def test_each_decision_is_linked_to_the_words_that_say_so(river):
    stream = StringIO()
    html.write([river], stream)
    page = stream.getvalue()
    names = re.findall(r'class="where" href="#(evidence-\d+)"', page)
    assert len(names) >= len(river.documents)
    marks = dict(re.findall(r'<mark id="(evidence-\d+)">(?:<span id="[^"]*"></span>)*([^<]*)</mark>', page))
    assert "signed" in marks.values()
    assert all(f'id="{name}"' in page for name in names)


@pytest.fixture
def river() -> Meeting:
    return parse("samples/river-council.en.txt", embed_source=True)


def test_nothing_of_a_record_becomes_markup(river):
    plain = outline(river)
    river.title = river.language = river.place = HOSTILE
    river.source.url = f"javascript:{HOSTILE}"
    for person in river.participants:
        person.name = HOSTILE
    for turn in river.turns:
        turn.label = turn.start_time = HOSTILE
        for paragraph in turn.paragraphs:
            paragraph.text = HOSTILE
    for document in river.documents:
        document.title = document.number = HOSTILE
    nasty = outline(river)
    assert set(nasty.names) <= set(plain.names)
    assert nasty.names.count("script") == 1
    assert nasty.attributes <= plain.attributes
    assert not any(link.startswith("javascript") for link in nasty.links)


def test_a_page_holds_one_record(river):
    with pytest.raises(CstoError, match="one record"):
        html.write([river, river], StringIO())
