"""Formats: whatever the packing, the words stand where the offsets say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from csto_cli import Meeting, parse
from csto_cli.errors import EmptyInputError, EncodingError, NotRecognisedError, UsageError
from csto_cli.formats.block import fold, join_blocks, slice_block
from csto_cli.formats.html import read_html, visible_text
from csto_cli.source import read_source

SAMPLES = Path(__file__).parent.parent / "samples"

TEXT = """Meeting on ferries

March 3, 2021, Bergen

Prime Minister of Norway Marina Veld: Good afternoon – colleagues.

The ferry is late (Laughter.) again.

Olav Brekke: I see.
"""


def words(meeting: Meeting) -> list[tuple[str | None, list[str]]]:
    return [(turn.label, [paragraph.text for paragraph in turn.paragraphs]) for turn in meeting.turns]


def sound(meeting: Meeting, text: str) -> bool:
    from csto_cli.checks import validate

    errors = [diagnostic for diagnostic in validate(meeting, text) if diagnostic.severity == "error"]
    assert errors == []
    return meeting.rebuild(text) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_change_no_word(encoding: str, ending: str) -> None:
    text = TEXT.replace("\n", ending)
    data = text.encode(encoding)
    meeting = parse(data)
    assert words(meeting) == words(parse(TEXT.encode()))
    assert meeting.source.sha256 == hashlib.sha256(data).hexdigest()
    assert meeting.source.characters == len(text)
    assert meeting.turns[1].span.line == 9
    assert sound(meeting, text)


def test_mixed_line_ends_count_lines_as_editors_do() -> None:
    text = TEXT.replace("\n\n", "\r\n\r", 2)
    meeting = parse(text.encode())
    assert meeting.turns[0].span.line == 5
    assert sound(meeting, text)


def test_a_unicode_line_separator_ends_no_line() -> None:
    text = TEXT.replace("late", "la\u2028te\x85\x0b")
    meeting = parse(text.encode())
    assert meeting.turns[1].span.line == 9
    assert sound(meeting, text)


def test_windows_encodings_are_detected_and_marked_as_a_guess() -> None:
    meeting = parse((TEXT * 3).encode("cp1252"))
    assert meeting.source.encoding == "cp1252"
    assert "C108" in {diagnostic.code for diagnostic in meeting.diagnostics}
    assert words(parse(TEXT.encode("cp1252"), encoding="windows-1252")) == words(parse(TEXT.encode()))


def test_a_declared_encoding_that_fails_names_the_place() -> None:
    data = TEXT.encode("cp1252")
    with pytest.raises(EncodingError, match=r":5:54: byte 0x96"):
        parse(data, encoding="utf-8")
    meeting = parse(data, encoding="utf-8", encoding_errors="replace")
    assert [d.span.line for d in meeting.diagnostics if d.code == "C107" and d.span] == [5]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyInputError),
        (b" \n\t\n", EmptyInputError),
        (b"\xef\xbb\xbf", EmptyInputError),
        (bytes(range(32)) * 40, NotRecognisedError),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, NotRecognisedError),
        (b'{"title": "no record"}', NotRecognisedError),
        (b"[1, 2, 3]", NotRecognisedError),
    ],
)
def test_what_is_no_record_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse(data)


def test_unknown_names_list_the_good_ones() -> None:
    with pytest.raises(UsageError, match="html"):
        parse(TEXT.encode(), input_format="htm")
    with pytest.raises(UsageError, match="kremlin"):
        parse(TEXT.encode(), convention="moon")
    with pytest.raises(UsageError, match="windows-1251"):
        parse(TEXT.encode(), encoding="utf-9")


def test_lines_wrapped_by_hand_become_paragraphs_with_wrapped_labels() -> None:
    text = (
        "Marina Veld:\nGood afternoon, ladies and gentlemen, and welcome to the\nfinal session of our ferry forum, "
        "to which many people have\ncome from the northern and southern shores of the long\nfjord.\nOlav, please.\n"
        "Board Chairman of the Foundation for the Development and\nSupport of the Ferry Discussion Club Olav\nBrekke:\n"
        "Thank you very much. I have been asked to say a few words\nabout the timetable, which has been the same for years.\n"
    )
    meeting = parse(text.encode())
    assert words(meeting) == [
        ("Marina Veld", [
            "Good afternoon, ladies and gentlemen, and welcome to the final session of our ferry forum, to which many people "
            "have come from the northern and southern shores of the long fjord.", "Olav, please.",
        ]),
        ("Board Chairman of the Foundation for the Development and Support of the Ferry Discussion Club Olav Brekke", [
            "Thank you very much. I have been asked to say a few words about the timetable, which has been the same for years.",
        ]),
    ]  # fmt: skip
    assert sound(meeting, text)


PAGES = [
    ("<p><b>Marina Veld</b><b>:</b> Yes.</p>", "Marina Veld", "Yes."),
    ("<p><b>Marina Vel</b><b>D:</b> Yes.</p>", "Marina VelD", "Yes."),
    ("<p><b>Prime Minister of&nbsp;Norway\nMarina Veld: Y</b>es.</p>", "Prime Minister of Norway Marina Veld", "Yes."),
    (
        "<p><strong>Marina&#32;Veld</strong> <i>(retranslated)</i><b>:</b> Yes.</p>",
        "Marina Veld (retranslated)",
        "Yes.",
    ),
    (
        "<p><b><a href='/p/1'>Marina Veld<span class='x hidden'>Veld Marina</span></a></b>: Yes.</p>",
        "Marina Veld",
        "Yes.",
    ),
    ("<p>Marina Veld: It is &lt;late&gt; &amp; dark&hellip; &copy</p>", "Marina Veld", "It is <late> & dark… ©"),
    ("<p>Marina Veld: so\u00adft\u200b hyphen</p>", "Marina Veld", "soft hyphen"),
    ("<p>Marina Veld: one<br>two</p>", "Marina Veld", "one"),
    ("<P>Marina Veld: <EM>yes</EM> <!-- no: --> <script>no: 1 < 2</script>sir</P>", "Marina Veld", "yes sir"),
]


@pytest.mark.parametrize(("body", "label", "first"), PAGES)
def test_markup_is_undone_and_every_word_keeps_its_place(body: str, label: str, first: str) -> None:
    text = f"<!doctype html>\n<html lang=en><body>\n{body}\n<p>Olav Brekke: No.</p>\n</body></html>"
    meeting = parse(text.encode())
    assert (meeting.turns[0].label, meeting.turns[0].paragraphs[0].text) == (label, first)
    assert sound(meeting, text)


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_truncated_page_is_read_as_far_as_it_goes_and_says_so(cut: float) -> None:

    whole = (SAMPLES / "river-council.en.html").read_text("utf-8")
    text = whole[: int(len(whole) * cut)]
    meeting = parse(text.encode())
    assert "C114" in {diagnostic.code for diagnostic in meeting.diagnostics}
    assert sound(meeting, text)


def test_a_page_and_its_print_version_have_the_same_turns() -> None:

    page = (SAMPLES / "river-council.en.html").read_text("utf-8")
    printed = page.replace('class="read__cut masha-ignore"', 'class="read__cut masha-ignore print"')
    printed = printed.replace("</head>", '<link rel="stylesheet" href="/print.css"/></head>').replace(
        'href="/', 'href="../'
    )
    assert words(parse(printed.encode())) == words(parse(page.encode()))


def test_the_page_and_its_text_version_have_the_same_turns() -> None:

    page, text = (parse(SAMPLES / f"river-council.en.{ending}") for ending in ("html", "txt"))
    assert [paragraphs for _, paragraphs in words(page)] == [paragraphs for _, paragraphs in words(text)]
    assert [(d.kind, d.title, d.status) for d in page.documents] == [
        (d.kind, d.title, d.status) for d in text.documents
    ]


def test_blocks_can_be_cut_and_joined_and_keep_their_places() -> None:
    source = read_source(b"<p>One <b>two</b> &amp; three</p><p>four&nbsp;five</p>")
    first, second = read_html(source).blocks
    part = slice_block(first, 4, 9)
    assert part is not None
    assert (part.text, source.text[slice(*part.span())], part.bold[0].end) == ("two &", "two</b> &amp;", 3)
    joined = join_blocks([first, second])
    assert joined.text == "One two & three four five"
    start = joined.text.index("four")
    assert fold(visible_text(source.text[slice(*joined.span(start))])) == "four five"
    assert slice_block(first, 3, 4) is None
