"""Where the papers appeared: conferences, journals, and all else that a venue may be."""

from papernotes.graph.names import notes_of
from papernotes.graph.papers import papers
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Register, Spellings, register, spellings
from papernotes.text import title_key

FOLDER = "venues/"


def venue_url(site: Site, venue: str) -> str:
    """The address of a venue's page, "" where there is none."""
    return venue_register(site).url(title_key(venue))


def venue_name(site: Site, venue: str) -> str:
    """What a venue is called: the name that its note or the settings give to this spelling, else as it is written."""
    known = venue_spellings(site)
    return known.shown.get(known.key(title_key(venue)), venue) if known.shown and venue else venue


@once
def venue_register(site: Site) -> Register:
    """All venues with their papers."""
    said = ((paper.fields.venue, paper) for paper in papers(site) if paper.fields.venue)
    return register(site, FOLDER, ((title_key(venue), venue, paper) for venue, paper in said), venue_spellings(site))


@once
def venue_spellings(site: Site) -> Spellings:
    """The spellings of venues that the settings and notes of kind `venue` give."""
    return spellings(site.config.venues, notes_of(site, "venue"), title_key)
