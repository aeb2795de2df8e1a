"""PDF with a text layer: the text that PDFium gives, page by page, in the order in which the page draws it.

Pages are parted by a form feed, as in text versions of printed records. PDFium marks a hyphen that ends a line with
U+FFFE and drops the line's end; both are put back, so that the text says what is printed.
"""

from __future__ import annotations

from importlib.metadata import version
from types import ModuleType

from csto_cli.errors import EmptyInputError, MissingExtraError, NotRecognisedError
from csto_cli.formats.extracted import Extracted

MOST_PAGES = 20_000
MOST_CHARACTERS = 100_000_000
PAGE_BREAK = "\n\f"
HYPHEN_AT_LINE_END = "\ufffe"


def extract(data: bytes, name: str) -> Extracted:
    """The text of a PDF and the offset where each page begins; ``name`` stands for the file in messages.

    Raises ``MissingExtraError`` where the extra is not installed, ``NotRecognisedError`` for a file that is encrypted,
    broken or of absurd size, and ``EmptyInputError`` for a scan without a text layer.
    """
    pdfium = _pdfium()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise NotRecognisedError(f"{name}: the PDF is encrypted", hint="save it without its password") from None
        raise NotRecognisedError(f"{name}: the PDF is broken", hint="get the file again, or give its text") from None
    try:
        texts = _pages(document, name, pdfium)
    finally:
        document.close()
    if not any(text.strip() for text in texts):
        raise EmptyInputError(
            f"{name}: the PDF has no text layer (it is a scan)", hint="give its text, or run text recognition first"
        )
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + len(PAGE_BREAK)
    return Extracted(PAGE_BREAK.join(texts), f"pypdfium2 {version('pypdfium2')}", tuple(starts))


def _pdfium() -> ModuleType:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError(
            "reading PDF needs a package that is not installed", hint="pip install 'csto-cli[pdf]'"
        ) from None
    return pypdfium2  # type: ignore[no-any-return]  # the package has no types


def _pages(document, name: str, pdfium: ModuleType) -> list[str]:  # type: ignore[no-untyped-def]  # the package has no types
    count = len(document)
    if count > MOST_PAGES:
        raise NotRecognisedError(f"{name}: the PDF says that it has {count} pages", hint="give a smaller file")
    texts: list[str] = []
    size = 0
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
        except pdfium.PdfiumError:
            raise NotRecognisedError(
                f"{name}: page {number + 1} of the PDF is broken", hint="get the file again, or give its text"
            ) from None
        texts.append(_plain(text))
        page.close()
        size += len(text)
        if size > MOST_CHARACTERS:
            raise NotRecognisedError(f"{name}: the PDF holds too much text", hint="give a smaller file")
    return texts


def _plain(text: str) -> str:
    """Lines end with LF alone; a form feed inside a page is a space, since it parts pages here."""
    for found, plain in (("\r\n", "\n"), ("\r", "\n"), (HYPHEN_AT_LINE_END, "-\n"), ("\f", " "), ("\0", "")):
        text = text.replace(found, plain)
    # A lone surrogate could not be written out as UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")
