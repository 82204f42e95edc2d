"""sitemap.xml: every page that search engines may keep (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterator
from urllib.parse import quote

from papernotes import graph
from papernotes.formats import sitemap
from papernotes.graph import Site
from papernotes.model.page import Chrome, Html, Page, View
from papernotes.model.written import Facts
from papernotes.pages.found import FOUND


class SitemapView(View, frozen=True):
    """The document as text."""

    text: Html


def keys(site: Site) -> Iterator[str]:
    """`sitemap.xml`, if the site's address is known."""
    if site.config.base_url:
        yield "sitemap.xml"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The sitemap; papers that nothing is said of are left out."""
    dates: dict[str, str] = {}
    for facts in site.notes:
        url = graph.url(site, facts)
        dates[url] = max(dates.get(url, ""), _date(facts))
    urls = (url for kind in FOUND for url in kind.keys(site) if url in dates or not _is_bare(site, url))
    text = sitemap.write((f"{chrome.base_url}/{quote(url)}", dates.get(url, "")) for url in urls)
    return Page(key, "plain.txt", SitemapView(Html(text)), chrome)


def _date(facts: Facts) -> str:
    return max(facts.note.updated, facts.note.date)


def _is_bare(site: Site, url: str) -> bool:
    """Whether a page is that of a paper of which nothing is said."""
    is_paper = url.startswith("papers/") and graph.paper(site, graph.name_of(url)) is not None
    return is_paper and not graph.passages(site, url)
