"""The pieces below the commands: finding words, their places, and making text safe."""

from __future__ import annotations

import pytest

from csto_cli.query.words import finder, fold
from csto_cli.writers import escape


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("lake", "lane"),
        ("", "anything"),
        ("...", "anything"),
        ("мой", "мои"),
        ("one two", "onetwo"),
        ("a ... b", "b a"),
    ],
)
def test_what_is_not_found(words, text):
    assert list(finder(words)(text)) == []


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("LAKE", "the lake", "lake"),
        ("todays", "today’s", "today’s"),
        ("a - b", "a\u2014b", "a\u2014b"),
        ("a-b", "a – b", "a – b"),
        ("well-known", "well\u2011known", "well\u2011known"),
        ("Erdogan", "Erdoğan said", "Erdoğan"),
        ("еще", "ещё раз", "ещё"),
        ("two words", "two\u00a0\u00a0words", "two\u00a0\u00a0words"),
        ("cooperation", "co\u00adoperation", "co\u00adoperation"),
        ("strasse", "Straße", "Straße"),
        ("a ... c", "a b c", "a b c"),
        ("a [...] c", "a b c", "a b c"),
    ],
)
def test_what_is_found(words, text, found):
    ((start, end),) = finder(words)(text)
    assert text[start:end] == found


def test_places_point_into_the_text():
    text = "A “b” –  ﬁn\u00adis"
    folded, places = fold(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    assert folded == "a b-finis"


@pytest.mark.parametrize("text", ["", "plain words", "déjà vu – “so”", "1.5 per cent", "a - b"])
def test_markdown_leaves_plain_text_alone(text):
    assert escape.markdown(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("# x", "\\# x"),
        ("1. x", "1\\. x"),
        ("- x", "\\- x"),
        ("---", "\\---"),
        ("> x", "&gt; x"),
        ("[a](b)", "\\[a\\](b)"),
        ("a\n\nb", "a b"),
        ("http://x.example", "http:\\//x.example"),
    ],
)
def test_markdown_escapes_markup(text, safe):
    assert escape.markdown(text) == safe


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1"])
def test_cells_start_no_formula(text):
    assert escape.cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "a@b", "–1"])
def test_other_cells_stay_as_they_are(text):
    assert escape.cell(text) == text


def test_terminal_shows_controls_and_drops_direction():
    assert escape.terminal("\x1b[2J\x07\x9b\u202eabc\ud800") == "␛[2J␇\ufffdabc\ufffd"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("", "record"),
        ("...", "record"),
        ("a b", "a-b"),
        ("a" * 300, "a" * 120),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1", "_Com1"),
        ("console", "console"),
        ("x" * 119 + ".y", "x" * 119),
    ],
)
def test_file_names_stay_in_their_folder(text, name):
    assert escape.file_name(text) == name
