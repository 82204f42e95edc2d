"""The data of the map's script: `papernotes.map({…})`, a script itself, so that it can be read from a folder on disk.

All that is said of a paper stands at its index, papers in the order of time, so that most numbers are short: `x` as
steps from one to the next, links as steps back from the newer end.
"""

from collections.abc import Iterable, Iterator

import msgspec

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.page import Chrome, Html, Page, View
from papernotes.pages.map import DATA
from papernotes.views.chart import STATES, Chart, chart, has_chart, state

LONGEST = 80  # letters of a name


class MapDataView(View, frozen=True):
    """The script as text."""

    text: Html


def keys(site: Site) -> Iterator[str]:
    """`assets/map-data.js`, beside a map."""
    if has_chart(site):
        yield DATA


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The script: one call, a line for each kind of data."""
    if key not in keys(site):
        return None
    data = data_of(chart(site))
    lines = ",\n".join(f'"{name}":{msgspec.json.encode(value).decode()}' for name, value in data.items())
    return Page(key, "plain.txt", MapDataView(Html(f"papernotes.map({{\n{lines}\n}})\n")), chrome)


def data_of(known: Chart) -> dict[str, object]:
    """What the script needs to draw and to tell: sizes, lanes, years, and of each paper and link what is shown."""
    drawn = known.drawing
    xs = [node.x for node in drawn.nodes]
    return {
        "size": (drawn.width, drawn.height),
        "lanes": [
            (topic.title, topic.url, lane.top, lane.bottom)
            for topic, lane in zip(known.lanes, drawn.lanes, strict=True)
        ],
        "years": drawn.years,
        "x": [x - before for x, before in zip(xs, [0, *xs], strict=False)],
        "y": [node.y for node in drawn.nodes],
        "weight": [card.built_on for card in known.cards],
        "state": "".join(str(STATES.index(state(card))) for card in known.cards),
        "name": [_shown(card.short) for card in known.cards],
        "page": [graph.name_of(card.url) for card in known.cards],
        "strong": _steps(known.strong, len(xs)),
        "thin": _steps(known.thin, len(xs)),
    }


def _shown(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _steps(links: Iterable[tuple[int, int]], count: int) -> list[list[int]]:
    """For each paper how many places back the papers stand that it leads back to."""
    steps: list[list[int]] = [[] for _ in range(count)]
    for older, newer in links:
        steps[newer].append(newer - older)
    return steps
