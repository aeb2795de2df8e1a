"""Write ``samples/verbatim.en.pdf``: a made-up record of the General Assembly in two columns, the same bytes each time.

Run it as ``python tools/make_sample_pdf.py`` (development extra installed) after a change to the text below.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

SAMPLE = Path(__file__).parent.parent / "samples" / "verbatim.en.pdf"
SIZE, LEADING, TOP, INDENT = 9, 11, 640, 12
COLUMNS = (60, 310)

FRONT = (
    "United Nations", "A/99/PV.7", "General Assembly", "Ninety-ninth session", "7th plenary meeting",
    "Monday, 2 October 2045, 3 p.m.", "New York", "Official Records",
    "President: Mr. Valdemar . . . . . . . . . . . . . . . . . . . . (Denmark)",
)  # fmt: skip
NOTICE = (
    "This record contains the text of speeches delivered in English and of the translation of speeches",
    "delivered in other languages. Corrections should be sent to room U-0000.",
    "45-20202 (E)",
)
# Two columns a page; a line that begins with ">" opens a paragraph and is set in.
PAGES = (
    (
        (
            "In the absence of the President, Ms. Moana",
            "(New Zealand), Vice-President, took the Chair.",
            "The meeting was called to order at 3.10 p.m.",
            "Agenda item 12",
            "The keeping of common wells",
            "Draft resolution (A/99/L.4)",
            ">The Acting President: The Assembly will",
            "hear a statement by Mr. Ole Brandt.",
            ">Mr. Brandt (Norway), Rapporteur of the",
            "Sixth Committee: I have the honour to report.",
            "The Committee met nine times.",
            ">Mrs. Achterberg (Netherlands): Wells are",
            "dug by many hands. In my country people say",
            "that a well-",
        ),
        (
            "kept well outlives its diggers. We have seen",
            "how the self-",
            "governing villages share water, and I can only",
            "repeat what Mr. Brandt told us: count the",
            "buckets. Yet the debt of this generation to",
            "those who dug is a long one, and it is not",
        ),
    ),
    (
        (
            "paid with words. We shall vote in favour.",
            ">The Acting President: The Assembly will",
            "now take a decision on draft resolution",
            "A/99/L.4. A recorded vote has been requested.",
            "A recorded vote was taken.",
            "In favour:",
            "Chile, Denmark, Ghana, Netherlands, New",
            "Zealand, Norway",
        ),
        (
            "Against:",
            "None",
            "Abstaining:",
            "Nauru",
            "Draft resolution A/99/L.4 was adopted by 6 votes",
            "to none, with 1 abstention (resolution 99/12).",
            ">The Acting President: May I take it that it is",
            "the wish of the Assembly to conclude its",
            "consideration of agenda item 12?",
            "It was so decided (decision 99/503).",
            "The meeting rose at 3.40 p.m.",
        ),
    ),
)
HEADS = (((), ()), (("A/99/PV.7", "02/10/2045"), ("2/2", "45-20202")))


def main() -> None:
    """Draw the two pages."""
    canvas = Canvas(str(SAMPLE), pagesize=(560, 760), invariant=1)
    canvas.setTitle("7th plenary meeting")
    for number, columns in enumerate(PAGES):
        canvas.setFont("Times-Roman", SIZE)
        if number == 0:
            draw(canvas, FRONT, COLUMNS[0], 740)
        head, foot = HEADS[number]
        draw(canvas, head, COLUMNS[0], 720)
        for left, lines in zip(COLUMNS, columns, strict=True):
            draw(canvas, lines, left, TOP if number == 0 else 690)
        draw(canvas, NOTICE if number == 0 else foot, COLUMNS[0], 60)
        canvas.showPage()
    canvas.save()


def draw(canvas: Canvas, lines: tuple[str, ...], left: int, top: int) -> None:
    """Draw lines one below the other."""
    for i, line in enumerate(lines):
        inset = INDENT if line.startswith(">") else 0
        canvas.drawString(left + inset, top - i * LEADING, line.lstrip(">"))


if __name__ == "__main__":
    main()
