"""The files that the published notes use."""

from collections.abc import Iterator

from papernotes.graph.files import addresses_in, file_target, is_local
from papernotes.graph.mentions import all_refs
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site
from papernotes.model.graph import Target
from papernotes.model.page import Copy
from papernotes.model.written import Facts


def attachments(site: Site) -> tuple[Copy, ...]:
    """Every file that a note shows or links to, by address; documents only with `publish_files`."""
    found = {target.url: target.path for facts in site.notes for target in _targets(site, facts)}
    return tuple(Copy(url, site.files[found[url]]) for url in sorted(found) if url)


def _targets(site: Site, facts: Facts) -> Iterator[Target]:
    for ref in all_refs(facts):
        if ref.kind not in ("cite", "id", "title") and (target := resolve(site, ref, facts.path)).kind == "file":
            yield target
    for said in (facts.paper, *(entry.fields for entry in facts.entries)):
        yield from (file_target(site, address, facts.path) for _, address in addresses_in(said) if is_local(address))
