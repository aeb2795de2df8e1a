"""Questions about one Meeting, answered as rows: who spoke, what was decided, who said which words and where.

Pure functions; they print nothing and open nothing.
"""
