"""Records that somebody broke on purpose: every one is answered, none takes steps without end."""

import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from csto_cli.checks import review, validate
from csto_cli.model import Meeting, Paragraph, Span, Turn

VALUES = st.one_of(
    st.none(), st.integers(-5, 2_000), st.just(10**30), st.text(max_size=8),
    st.sampled_from(["ida-voss", "", "2031-02-30"]),
    st.sampled_from([[], {}, [[5, 3]], [[-9, 9]], [[0, 10**9]]]),
)  # fmt: skip


def leaves(value, path=()):
    """Paths of everything in the record that can be replaced."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from leaves(inner, (*path, key))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_record_crashes(meeting, text, data):
    record = meeting.model_dump(mode="json")
    record["source"]["format"] = data.draw(st.sampled_from(["text", "html"]))
    paths = list(leaves(record))
    for _ in range(data.draw(st.integers(1, 4))):
        *parents, last = data.draw(st.sampled_from(paths))
        target = record
        try:
            for key in parents:
                target = target[key]
            target[last] = data.draw(VALUES)
        except (KeyError, IndexError, TypeError):
            continue
    try:
        broken = Meeting.model_validate(record)
    except ValidationError:
        return
    validate(broken, text)
    review(broken)


def many_turns(meeting, count):
    """A record of ``count`` short turns, all of whose spans but the text's are the whole source."""
    line = "Ida Voss: Yes.\n"
    whole = Span(start=0, end=count * len(line), line=1, column=1)
    model = meeting.turns[2]
    meeting.turns = [
        Turn(**{**dict(model), "index": number, "label_span": whole, "span": whole, "resumes": number // 2,
                "paragraphs": [Paragraph(text="Yes.", span=whole, pieces=[])]})
        for number in range(count)
    ]  # fmt: skip
    meeting.documents *= count
    meeting.floor *= count
    meeting.source.characters = count * len(line)
    return meeting, line * count


class Read(str):
    """A source that counts the characters which are cut out of it."""

    characters = 0

    def __getitem__(self, key):
        cut = super().__getitem__(key)
        self.characters += len(cut)
        return cut


def steps(meeting, count):
    """Lines of code that run to validate a record of ``count`` turns, and characters that are cut out of its source."""
    record, source = many_turns(meeting.model_copy(deep=True), count)
    text, lines = Read(source), 0

    def trace(_frame, event, _argument):
        nonlocal lines
        lines += event == "line"
        return trace

    earlier = sys.gettrace()
    sys.settrace(trace)
    try:
        validate(record, text)
    finally:
        sys.settrace(earlier)
    return lines, text.characters


def test_work_grows_with_the_size_alone(meeting):
    """Twice the turns are about twice the steps: were each turn held against each other, it would be four times."""
    steps(meeting, 10)  # what is read once and kept
    lines, characters = steps(meeting, 250)
    more_lines, more_characters = steps(meeting, 500)
    assert lines > 0
    assert more_lines < 2.5 * lines
    assert characters > 0
    assert more_characters < 2.5 * characters
    codes = {finding.code for finding in validate(*many_turns(meeting, 500))}
    assert {"C312", "C316", "C324"} <= codes
