"""The authors of a paper as they are shown: each with the page of that name, if there is one."""

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.written import PaperFields


class Person(Struct, frozen=True, omit_defaults=True):
    """A name, and where it leads ("": nowhere)."""

    name: str
    url: str = ""


def people(site: Site, fields: PaperFields) -> tuple[Person, ...]:
    """The authors of a paper in their order."""
    return tuple(Person(author.full, graph.author_url(site, author)) for author in fields.authors)
