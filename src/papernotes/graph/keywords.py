"""Keywords as authors and lists gave them, and years: flat names of many papers."""

from papernotes.graph.papers import papers
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Register, Spellings, register, spellings
from papernotes.text import title_key

FOLDER, YEARS = "keywords/", "years/"


def keyword_url(site: Site, keyword: str) -> str:
    """The address of a keyword's page, "" where there is none."""
    return keyword_register(site).url(keyword_key(keyword))


@once
def keyword_register(site: Site) -> Register:
    """All keywords with their papers."""
    known = keyword_spellings(site)
    keys: dict[str, str] = {}
    said = ((keyword, paper) for paper in papers(site) for keyword in paper.fields.keywords)
    return register(
        site,
        FOLDER,
        ((keys.get(word) or keys.setdefault(word, keyword_key(word)), word, paper) for word, paper in said),
        known,
    )


@once
def keyword_spellings(site: Site) -> Spellings:
    """The spellings of keywords that the settings give."""
    return spellings(site.config.keywords, (), keyword_key)


def keyword_key(keyword: str) -> str:
    """A keyword as it is compared with others; "C++" and "C#" are not "C"."""
    return title_key(
        keyword.replace("+", " plus ").replace("#", " sharp ") if "+" in keyword or "#" in keyword else keyword
    )


def year_url(site: Site, year: str) -> str:
    """The address of a year's page, "" where there is none; a longer date counts for its year."""
    return year_register(site).url(year[:4])


@once
def year_register(site: Site) -> Register:
    """All years with their papers; each has a page."""
    said = ((paper.fields.issued[:4], paper) for paper in papers(site) if paper.fields.issued)
    return register(site, YEARS, ((year, year, paper) for year, paper in said), Spellings(), enough=1)
