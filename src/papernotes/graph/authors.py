"""The people who wrote the papers."""

import re
from collections.abc import Iterator

from papernotes.fields.names import parse_name
from papernotes.graph.names import notes_of
from papernotes.graph.papers import papers
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Register, Spellings, Use, register, spellings
from papernotes.model.written import Author
from papernotes.text import title_key

FOLDER = "authors/"
_PARTS = re.compile(r"[\s.\-‐‑]+")
_CJK = "\u2e80"  # from here on scripts in which a name needs no blank


def author_url(site: Site, author: Author) -> str:
    """The address of a person's page, "" where there is none."""
    return author_register(site).url(author_key(author))


@once
def author_register(site: Site) -> Register:
    """All people; a name that is only initials and a family name counts where a note or the settings tell whose."""
    known = author_spellings(site)
    seen = {name: author for author, (_, name) in reversed(people(site).items())}
    return register(
        site, FOLDER, _uses(site, known), known, lambda name: (seen[name] if name in seen else parse_name(name)).filed
    )


@once
def people(site: Site) -> dict[Author, tuple[str, str]]:
    """Everybody as written on papers, with the key and the full name."""
    authors = dict.fromkeys(author for paper in papers(site) for author in paper.fields.authors)
    return {author: (author_key(author), author.full) for author in authors}


@once
def author_spellings(site: Site) -> Spellings:
    """The spellings of people that the settings and notes of kind `author` give."""
    return spellings(
        site.config.authors,
        notes_of(site, "author"),
        lambda name: author_key(parse_name(name)),
        lambda file: is_whole(parse_name(file.title())),
    )


def _uses(site: Site, known: Spellings) -> Iterator[Use]:
    named = people(site)
    counted = {author for author, (key, _) in named.items() if key in known.one or is_whole(author)}
    for paper in papers(site):
        for author in paper.fields.authors:
            if author in counted:
                yield *named[author], paper


def author_key(author: Author) -> str:
    """A person's name as it is compared with others."""
    return title_key(author.full)


def is_whole(author: Author) -> bool:
    """Whether a name tells who is meant: it is more than a family name with initials."""
    if author.given:
        return any(not _is_initial(part) for part in _PARTS.split(author.given) if part)
    family = author.family if author.family[:1].isupper() else author.family.partition(" ")[2]
    return " " in family or author.family >= _CJK


def _is_initial(part: str) -> bool:
    """`J`, `JR`, `Y`; scripts without capitals have no initials."""
    return len(part) <= 2 and part.isupper()
