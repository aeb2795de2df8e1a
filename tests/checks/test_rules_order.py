"""Which findings come, once each, and in what order."""

from csto_cli.checks import review, validate
from csto_cli.model import Diagnostic


def said(code, severity, span=None, message="said by the parser"):
    return Diagnostic(code=code, severity=severity, message=message, span=span, hint=None)


def test_findings_stand_in_the_order_of_the_source(meeting, text):
    meeting.diagnostics = [
        said("C103", "info", meeting.turns[3].span),
        said("C102", "warning", meeting.turns[1].span),
        said("C113", "info"),
    ]
    meeting.turns[2].speaker = None
    assert [finding.code for finding in validate(meeting, text)] == ["C113", "C102", "C410", "C103"]


def test_parser_comes_first_at_one_place(meeting, text):
    meeting.turns[2].speaker = None
    meeting.diagnostics = [said("C102", "warning", meeting.turns[2].label_span)]
    assert [finding.code for finding in validate(meeting, text)] == ["C102", "C410"]


def test_nothing_is_told_twice(meeting, text):
    doubtful = said("C102", "warning", meeting.turns[1].span)
    meeting.diagnostics = [doubtful, doubtful]
    assert validate(meeting, text) == [doubtful]


def test_what_the_parser_said_is_not_found_again(meeting, text):
    meeting.evidence["chair"][0].basis = "inferred"
    for span in (None, meeting.evidence["chair"][0].span):
        meeting.diagnostics = [said("C205", "info", span)]
        assert validate(meeting, text) == meeting.diagnostics
    meeting.diagnostics = [said("C205", "info", meeting.turns[4].span)]
    assert [finding.code for finding in validate(meeting, text)] == ["C205", "C205"]


def test_record_cannot_excuse_its_own_errors(meeting, text):
    meeting.chair = "nobody"
    meeting.diagnostics = [said("C308", "info")]
    assert [finding.severity for finding in validate(meeting, text)] == ["info", "error"]


def test_record_is_left_as_it_was(meeting, text):
    meeting.diagnostics = [said("C102", "warning", meeting.turns[1].span)]
    before = meeting.model_copy(deep=True)
    validate(meeting, text)
    review(meeting, text)
    assert meeting == before


def test_review_puts_the_worst_first(meeting, text):
    meeting.diagnostics = [
        said("C205", "info"),
        said("C202", "warning"),
        said("C105", "info", meeting.turns[3].span),
        said("C104", "warning", meeting.turns[4].span),
        said("C102", "warning", meeting.turns[4].span),
        said("C110", "warning"),
    ]
    meeting.turns[2].index = 9
    assert [f.code for f in review(meeting, text)] == ["C311", "C102", "C104", "C202", "C110", "C105", "C205"]


def test_review_without_text_says_so_last(meeting):
    assert [finding.code for finding in review(meeting)] == ["C416"]
