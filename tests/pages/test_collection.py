"""What the kinds of collections have in common."""

from collections.abc import Callable

from lab import Lab


def test_a_digest_has_slips_with_their_links(lab: Callable[..., Lab]) -> None:
    """Papers after a paragraph stand below it, with talk and code."""
    page = (
        lab("""-- notes/d.md --
---
kind: digest
title: D
entry_venue: ICLR 2020
---
## Theme

Some prose about papers.
- [Oblique trees](https://openreview.net/forum?id=Bke8UR4FPB). G. Lee [code](https://github.com/a/b)
""")
        .build()
        .html("digests/d.html")
    )

    assert page.index("Some prose") < page.index('class="slips')
    assert 'href="https://github.com/a/b">code</a>' in page
