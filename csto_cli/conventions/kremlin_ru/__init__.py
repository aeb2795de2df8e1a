"""Records of the Kremlin in Russian, as pages scraped to running text: the whole record on one line, or on few."""

from csto_cli.conventions.kremlin_ru.lists import read_list
from csto_cli.conventions.kremlin_ru.read import read, sniff

__all__ = ["read", "read_list", "sniff"]
