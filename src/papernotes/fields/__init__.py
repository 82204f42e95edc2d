"""The fields of notes: their table, and text → values, one place for front matter, .bib, entries and importers."""

from papernotes.fields.dates import parse_date
from papernotes.fields.names import parse_authors, parse_name
from papernotes.fields.table import FIELDS, Field, FieldError, Raw, lookup, near
from papernotes.fields.values import STATUSES, coerce, parse_venue, said

__all__ = [
    "FIELDS",
    "STATUSES",
    "Field",
    "FieldError",
    "Raw",
    "coerce",
    "lookup",
    "near",
    "parse_authors",
    "parse_date",
    "parse_name",
    "parse_venue",
    "said",
]
