"""Whatever the bytes: a record is parsed into a sound account, or refused by name; nothing is lost, nothing invented.

The same examples each time; ``CSTO_EXAMPLES=5000`` looks further, with others.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csto_cli import CstoError, Meeting, load, parse
from csto_cli.checks import validate
from csto_cli.writers.values import record_json

SAMPLES = [
    path.read_text(encoding="utf-8", errors="replace")
    for path in sorted((Path(__file__).parents[2] / "samples").iterdir())
    if path.suffix in {".txt", ".html", ".htm", ".md", ".xml"}
]
ODD = "\x00\x0b\x0c\x1b\x85\xa0\xad\u200b\u2028\u2029\u202e\ufeff\ufffd:.：[](){}<>&;*_#|\"'“”«»—–…\n\r\t "
KINDS = sorted({unicodedata.category(chr(code)) for code in range(0x3000)} - {"Cs"})


def sound(text: str) -> Meeting | None:
    """The record, proved; None where it is refused."""
    try:
        meeting = parse(text.encode("utf-8"), embed_source=True)
    except CstoError:
        return None
    assert meeting.source.text is not None
    assert meeting.rebuild() == meeting.source.text
    assert [found for found in validate(meeting) if found.severity == "error"] == []
    written = record_json(meeting)
    assert load(written) == meeting
    again = parse(text.encode("utf-8"), embed_source=True)
    assert record_json(again) == written
    return meeting


EXAMPLES = os.environ.get("CSTO_EXAMPLES")
SLOW = settings(
    deadline=None,
    derandomize=EXAMPLES is None,
    max_examples=int(EXAMPLES or 100),
    suppress_health_check=list(HealthCheck),
)


@SLOW
@given(st.text(max_size=400))
def test_any_text(text):
    sound(text)


@SLOW
@given(st.lists(st.text(alphabet=st.characters(categories=KINDS), max_size=40), max_size=12))
def test_any_lines_after_any_label(words):
    sound("\n\n".join(f"{word}: {word}" for word in words))


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A sample cut, shuffled, doubled, or with odd characters put in."""
    text = draw(st.sampled_from(SAMPLES))
    lines = text.split("\n")
    for kind in draw(
        st.lists(st.sampled_from(["cut", "head", "shuffle", "double", "odd", "join", "drop"]), min_size=1, max_size=4)
    ):
        if kind == "cut":
            text = text[: draw(st.integers(0, len(text)))]
        elif kind == "head":
            text = text[draw(st.integers(0, len(text))) :]
        elif kind == "join":
            text = " ".join(text.split("\n"))
        elif kind == "odd":
            for at in draw(st.lists(st.integers(0, len(text)), max_size=8)):
                text = text[:at] + draw(st.sampled_from(ODD)) + text[at:]
        else:
            lines = text.split("\n")
            at = draw(st.integers(0, len(lines) - 1))
            other = draw(st.integers(0, len(lines) - 1))
            if kind == "shuffle":
                lines[at], lines[other] = lines[other], lines[at]
            elif kind == "double":
                lines.insert(other, lines[at])
            else:
                del lines[at]
            text = "\n".join(lines)
    return text


@SLOW
@given(mutations())
def test_any_mutation_of_a_sample(text):
    sound(text)
