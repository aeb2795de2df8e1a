"""The texts of ``csto help TOPIC``; the first line of each says what it is about."""

from __future__ import annotations

EXIT_CODES = """\
What the exit codes mean.

   0  fine; also a pipe that was closed, silently
   1  not sound (csto validate); or nothing found where --exit-code asks
   2  the command line cannot be understood
   3  an input is unreadable, empty or not recognised, or an extra that it needs is missing
   4  some of many inputs failed; the rest are done and written (wins over 1)
   5  the output could not be written
  70  a bug in csto: one line; --debug shows the traceback
 130  interrupted

An empty answer is no failure: a record that tells of no decision gives 0, and with --exit-code 1.
"""

FORMATS = """\
What results look like, and how to ask for another form.

On a terminal a result is a table or text; csto parse shows indented JSON. In a pipe it is one compact JSON
object a line: a record for parse, a row for speakers, decisions, turns and cite. --format overrides:

  table      a table; wraps on a terminal, and is never cut in a pipe
  json       indented; parse gives one object for exactly one file or standard input, else an array; rows
             are an array
  ndjson     one compact object a line
  csv        one table, every value a column. A cell that a spreadsheet would run as a formula (it begins with
             = + - @, a tab or a line end) begins with an apostrophe; take it off to get the record's words.
  markdown   a table (parse, export: a page); words of the record never become markup

csto validate has text, json, sarif (2.1.0) and github; csto diff has html too, csto align html and tmx.
csto cite --style writes citations alone. With -o FILE and no --format the name decides: .json, .ndjson or
.jsonl, .csv, .md or .markdown, .html, .tmx, .txt. FILE is written whole or not at all.

Offsets count characters of the decoded source from 0, half-open; lines and columns count from 1; turns from 0.
JSON is UTF-8. On a terminal, characters that could steer it are shown as escapes or signs.

Input is a raw record or csto JSON (known by its schema_version; one object, an array, or one a line), from
files, folders, globs or - for standard input. csto readers lists what is read, csto writers what is written.
With --text-column NAME every input is a table (CSV and its kin, JSON lines, an array of objects, Parquet), and
each of its rows a record; --id-column and --date-column name what else a row says of it.
"""

ENVIRONMENT = """\
Which environment variables csto heeds.

  NO_COLOR      not empty: no colour, unless --color always
  FORCE_COLOR   not empty and not 0: colour in a pipe too, unless NO_COLOR or --color never
  TERM          dumb: no colour
  COLORTERM     not empty: any colour, not only the sixteen that every terminal has
  COLUMNS       width of the terminal
  PAGER, LESS   pager of csto show (default: less, with LESS=FRX); --no-pager does without
  CSTO_NO_PLUGINS
                not empty and not 0: no formats, conventions and writers of other packages, as with
                csto --no-plugins COMMAND
  PYDANTIC_DISABLE_PLUGINS
                csto sets it to __all__ for itself where it is not set, to start faster

--color comes before NO_COLOR, NO_COLOR before FORCE_COLOR. There is no configuration file.
"""

TOPICS = {"exit-codes": EXIT_CODES, "formats": FORMATS, "environment": ENVIRONMENT}
"""Topics by name."""
