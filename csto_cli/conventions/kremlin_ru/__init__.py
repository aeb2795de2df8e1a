"""Records of the Kremlin in Russian, as pages scraped to running text: the whole record on one line, or on few."""
