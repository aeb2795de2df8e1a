"""PDF with a text layer: the text that PDFium gives, page by page, in the order in which the page draws it.

Pages are parted by a form feed, as in text versions of printed records. PDFium marks a hyphen that ends a line with
U+FFFE and drops the line's end; both are put back, so that the text says what is printed.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from types import ModuleType

from csto_cli.errors import EmptyInputError, MissingExtraError, NotRecognisedError
from csto_cli.formats.extracted import Extracted
from csto_cli.formats.pdf_spaces import PageText, closed_up

MOST_PAGES = 20_000
MOST_CHARACTERS = 100_000_000
PAGE_BREAK = "\n\f"
HYPHEN_AT_LINE_END = "\ufffe"
NARROWEST_SPACE = 0.19
MOST_MADE_SPACES = 0.2


def extract(data: bytes, name: str) -> Extracted:
    """The text of a PDF and the offset where each page begins; ``name`` stands for the file in messages.

    Raises ``MissingExtraError`` where the extra is not installed, ``NotRecognisedError`` for a file that is encrypted,
    broken or of absurd size, and ``EmptyInputError`` for a scan without a text layer.
    """
    pdfium = _pdfium(name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise NotRecognisedError(f"{name}: the PDF is encrypted", hint="save it without its password") from None
        raise NotRecognisedError(f"{name}: the PDF is broken", hint="get the file again, or give its text") from None
    try:
        texts = closed_up(_pages(document, name, pdfium))
    finally:
        document.close()
    texts = [_plain(text) for text in texts]
    if not any(text.strip() for text in texts):
        raise EmptyInputError(
            f"{name}: the PDF has no text layer (it is a scan)", hint="give its text, or run text recognition first"
        )
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + len(PAGE_BREAK)
    return Extracted(PAGE_BREAK.join(texts), f"pypdfium2 {version('pypdfium2')}", tuple(starts))


def _pdfium(name: str) -> ModuleType:
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError(
            f"{name}: reading PDF needs a package that is not installed", hint="pip install 'csto-cli[pdf]'"
        ) from None
    return pypdfium2  # type: ignore[no-any-return]  # the package has no types


def _pages(document, name: str, pdfium: ModuleType) -> list[PageText]:  # type: ignore[no-untyped-def]  # the package has no types
    """The text of each page; raises where pages or text are more than csto reads."""
    count = len(document)
    if count > MOST_PAGES:
        raise NotRecognisedError(f"{name}: the PDF says that it has {count} pages", hint="give a smaller file")
    texts: list[PageText] = []
    size = 0
    for number in range(count):
        try:
            page = document[number]
            given = page.get_textpage()
            text = given.get_text_range()
            texts.append(PageText(text, _narrow_spaces(given, text, pdfium)))
        except pdfium.PdfiumError:
            raise NotRecognisedError(
                f"{name}: page {number + 1} of the PDF is broken", hint="get the file again, or give its text"
            ) from None
        given.close()
        page.close()
        size += len(text)
        if size > MOST_CHARACTERS:
            raise NotRecognisedError(f"{name}: the PDF holds too much text", hint="give a smaller file")
    return texts


def _narrow_spaces(given, text: str, pdfium: ModuleType) -> tuple[int, ...]:  # type: ignore[no-untyped-def]
    """Offsets of spaces that PDFium concluded from a narrow gap, on a page that draws most of its spaces."""
    raw = pdfium.raw
    if given.count_chars() != len(text):
        return ()
    spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=[\w,-])", text)]
    made = [i for i in spaces if raw.FPDFText_IsGenerated(given, i) == 1]
    if len(made) > MOST_MADE_SPACES * len(spaces):
        return ()
    return tuple(i for i in made if _gap(given, i) < NARROWEST_SPACE)


def _gap(given, i: int) -> float:  # type: ignore[no-untyped-def]  # the package has no types
    """Width of the gap that a space stands for, in heights of a character."""
    before, after = given.get_charbox(i - 1, loose=True), given.get_charbox(i + 1, loose=True)
    return float((after[0] - before[2]) / ((before[3] - before[1]) or 1))


def _plain(text: str) -> str:
    """Lines end with LF alone; a form feed inside a page is a space, since it parts pages here."""
    for found, plain in (("\r\n", "\n"), ("\r", "\n"), (HYPHEN_AT_LINE_END, "-\n"), ("\f", " "), ("\0", "")):
        text = text.replace(found, plain)
    # A lone surrogate could not be written out as UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")
