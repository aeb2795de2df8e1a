"""Capital letters of names in Latin script, for the character classes of patterns."""

from __future__ import annotations

# ``re`` has no class for capitals, and a member may be called ÁLVAREZ, ŁUCZAK or ŠIMIĆ wherever a record is printed.
LARGE = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
