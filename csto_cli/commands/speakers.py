"""``csto speakers``."""

from __future__ import annotations

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import FailOnNothing, Reading, Running, Writing
from csto_cli.commands.results import Answer, answer


def speakers(reading: Reading, writing: Writing, running: Running, *, exit_code: FailOnNothing = False) -> None:
    """Who spoke, in which office, for which country, and how long?

    One row a participant: turns, words, share of all words, first and last turn, and who gave them the floor. Those
    who are listed and never speak stand there with no turns; a voice (Question) with the names given inside it.

    Examples:
      csto speakers samples/river-council.en.txt
      csto speakers samples/river-council.en.html --format csv
    """
    inputs = gather(reading, with_path=not writing.no_path, speakers_only=True)
    from csto_cli.query.people import speakers as rows
    from csto_cli.query.rows import SpeakerRow
    from csto_cli.render.columns import SPEAKERS

    question = Answer(row=SpeakerRow, rows=rows, columns=SPEAKERS, nothing="the record names nobody")
    answer(inputs, writing, running, question, fail_on_nothing=exit_code)
