"""Facts become a `Site`, in which everything else is looked up when a page is planned.

Each file holds one concept; a later one uses earlier ones:

    site        what was read, and the memory of what was asked
    names       what notes are called             claims        what is said of papers, by key
    joining     which claims are of one paper     mentions      what is mentioned where, as written
    asked       which queries there are           identity      papers as sets of claims
    files       attachments                       hierarchy     topics and their notes
    merging     a paper's fields from its claims  addresses     names of pages
    papers      papers as values                  topics        what is in a topic
    resolve     what a mention leads to           backlinks     what leads to a page
    spellings   which names are one: authors, venues, keywords → registers
    relations   typed edges                       passages      what others say of a page
    cards       what others see of a page         bodies        which notes hold a text
    remarks     questions, claims, quotations     debates       who contradicts whom
    conditions  what a query asks → selection     listed        papers that name their lists
    places      order in collections → related    paths         lineage between two papers
    split       long catalogues                   queue, gaps   what to read, what is missing
    redirects   old addresses                     attachments   files in use
    near, alike did you mean                      broken, conflicts, clashes, misplaced, unanswered → diagnose
"""

from collections.abc import Mapping, Sequence

from papernotes.graph.addresses import address, note_at, paper_url
from papernotes.graph.addresses import page_name as name_of
from papernotes.graph.asked import is_readable, parsed
from papernotes.graph.attachments import attachments
from papernotes.graph.authors import author_url
from papernotes.graph.bodies import is_only_in
from papernotes.graph.cards import card, plain_html
from papernotes.graph.claims import claims
from papernotes.graph.debates import Debate, debates, has_debates
from papernotes.graph.diagnose import diagnose, diagnosing
from papernotes.graph.gaps import has_gaps
from papernotes.graph.hierarchy import topic_url
from papernotes.graph.keywords import keyword_url, year_url
from papernotes.graph.mentions import mentions
from papernotes.graph.misplaced import other_year
from papernotes.graph.names import home, names
from papernotes.graph.names import notes_of as notes
from papernotes.graph.near import did_you_mean, near
from papernotes.graph.papers import paper, papers, title
from papernotes.graph.passages import passages
from papernotes.graph.paths import between
from papernotes.graph.places import contents, held, left_out, places
from papernotes.graph.queue import Next, first_up, next_up, waiting
from papernotes.graph.redirects import redirected, redirects
from papernotes.graph.registers import named, named_at
from papernotes.graph.related import related
from papernotes.graph.relations import RELATIONS, edges, edges_in, is_lineage, relation_types
from papernotes.graph.remarks import Noted, has_remarks, remarks, remarks_on
from papernotes.graph.resolve import prefix, resolve
from papernotes.graph.selection import select, selected
from papernotes.graph.site import Site, new, note, renewed
from papernotes.graph.split import leaf_at, leaves, stands_at
from papernotes.graph.topics import topic, topic_at, topic_title, topics
from papernotes.graph.unanswered import missing
from papernotes.graph.venues import venue_name, venue_url
from papernotes.model.settings import Config
from papernotes.model.written import Facts, Record

__all__ = [
    "RELATIONS",
    "Debate",
    "Next",
    "Noted",
    "Site",
    "address",
    "attachments",
    "author_url",
    "between",
    "card",
    "contents",
    "debates",
    "diagnose",
    "diagnosing",
    "did_you_mean",
    "edges",
    "edges_in",
    "first_up",
    "has_debates",
    "has_gaps",
    "has_remarks",
    "held",
    "home",
    "is_lineage",
    "is_only_in",
    "is_readable",
    "keyword_url",
    "leaf_at",
    "leaves",
    "left_out",
    "link",
    "missing",
    "name_of",
    "named",
    "named_at",
    "near",
    "next_up",
    "note",
    "note_at",
    "notes",
    "other_year",
    "paper",
    "paper_url",
    "papers",
    "parsed",
    "passages",
    "places",
    "plain_html",
    "prefix",
    "redirected",
    "redirects",
    "related",
    "relation_types",
    "remarks",
    "remarks_on",
    "renewed",
    "resolve",
    "select",
    "selected",
    "stands_at",
    "title",
    "topic",
    "topic_at",
    "topic_title",
    "topic_url",
    "topics",
    "url",
    "venue_name",
    "venue_url",
    "waiting",
    "year_url",
]


def link(
    notes: Sequence[Facts],
    records: Mapping[str, Sequence[Record]],
    hidden: Sequence[Facts],
    config: Config,
    files: Mapping[str, str],
) -> Site:
    """Fold everything read into the site's indexes; no mention is resolved.

    `records` are those of each .bib or CSL file by its path; of `hidden` notes only the names are used; `files` are
    all other files below the notes folder, with their paths on disk.
    """
    site = new(notes, records, hidden, config, files)
    names(site)
    claims(site)
    mentions(site)
    return site


def url(site: Site, facts: Facts) -> str:
    """The address of the page of a note."""
    return address(site, facts.path)
