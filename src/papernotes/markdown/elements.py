"""The elements of HTML, by what they may do in a note."""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end."""

OPTIONAL = frozenset("p li td th tr dt dd thead tbody tfoot option optgroup colgroup rt rp html head body".split())
"""Elements whose end tag may be left out."""

RUNNING = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var".split()
)
"""Elements of running text: they end with their paragraph."""

ELEMENTS = (
    VOID
    | OPTIONAL
    | RUNNING
    | frozenset(
        "address applet article aside audio basefont bgsound blink blockquote button canvas caption center "
        "datalist details dialog dir div dl fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 "
        "h5 h6 header hgroup iframe legend main map marquee math menu meter nav noembed noframes noscript "
        "object ol output picture plaintext pre progress rb rtc ruby script search section select slot style "
        "summary svg table template textarea title ul "
        "video xmp".split()
    )
)
"""All of them; a tag of any other name is text."""
