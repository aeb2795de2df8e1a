"""What a person sees on a terminal: tables, timelines, the record itself. The only importer of rich besides commands.

Text of a record enters as ``rich.text.Text`` after cleaning, never as markup.
"""
