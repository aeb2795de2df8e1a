"""Write ``samples/harbour-board.en.docx``, a Word document of the kind that councils publish.

    python tools/make_docx_sample.py [FILE]

Written by hand as Office Open XML, since the traps are in the runs: labels cut into several bold runs, bold white
space, a line break before a label, deleted words, a style that is bold, a table. The same version gives the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
PART_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kop3"><w:name w:val="heading 3"/></w:style>'
    '<w:style w:type="character" w:styleId="Speaker"><w:name w:val="Speaker"/><w:rPr><w:b/></w:rPr></w:style>'
    "</w:styles>"
)
B, PLAIN = "<w:rPr><w:b/></w:rPr>", ""


def run(text: str, properties: str = PLAIN) -> str:
    """A run of words; a newline is a line break."""
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\n"))
    return f"<w:r>{properties}{words}</w:r>"


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def cell(text: str) -> str:
    """A cell of a table."""
    return f"<w:tc>{paragraph(run(text))}</w:tc>"


SPEAKER = '<w:rPr><w:rStyle w:val="Speaker"/></w:rPr>'
NOT_BOLD = '<w:rPr><w:b w:val="0"/></w:rPr>'
DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText>Never said.</w:delText></w:r></w:del>'
BODY = (
    paragraph(run("Harbour Board"), style="Kop1"),
    paragraph(run("March 4, 2021")),
    paragraph(),
    paragraph(run("The Board met at 9:30 a.m.")),
    paragraph(run("ROLL CALL"), style="Kop3"),
    paragraph(run("Clerk:", B), run(" Madam Chair Ragna Thorsen, and Members Caldwell and Moss.")),
    paragraph(run("Madam", B), run(" Chair", B), run(": ", B), run("Thank you. Item one: the crane.")),
    paragraph(run("Member ", B), run("C", B), run("aldwell", B), run(":", B), run("  ", B),
              run("It cost 3*4 million, &amp; it_moves again. "), DELETED, run("Really.", NOT_BOLD)),
    paragraph(run("And it is paid:"), run(" in full.")),
    paragraph(run("Clerk: ", B), run("Noted.\n"), run("Member Moss: ", B), run("I object.")),
    f"<w:tbl><w:tr>{cell('In favour')}{cell('Caldwell')}</w:tr><w:tr>{cell('Against')}{cell('Moss')}</w:tr></w:tbl>",
    paragraph(run("Madam Chair:", SPEAKER), run(" Carried.\tWe adjourn.")),
)  # fmt: skip


def main() -> None:
    """Write the sample."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "samples/harbour-board.en.docx")
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/_rels/document.xml.rels": PART_RELS,
        "word/styles.xml": STYLES,
        "word/document.xml": f"<w:document {W}><w:body>{''.join(BODY)}<w:sectPr/></w:body></w:document>",
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), HEAD + content)


if __name__ == "__main__":
    main()
