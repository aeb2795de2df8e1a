"""Many records in one SQLite file: built, kept up to date, searched, counted, asked in SQL.

Any SQLite client reads a store as it is; ``schema`` says how it is laid out.
"""
