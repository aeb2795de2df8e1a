"""Regular expressions of modules, compiled when they are first used: a record needs few of those that are imported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class _Late:
    """Stands for a compiled pattern; what was once asked of it is kept, so that asking again costs nothing more."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._given = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_compiled":
            value: Any = re.compile(*self._given)
        else:
            value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


if TYPE_CHECKING:

    def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
        """The pattern ``text`` as ``re.compile`` gives it, compiled on first use."""

else:
    pattern = _Late
