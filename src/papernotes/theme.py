"""Pages become bytes: find templates, fill the holes of bodies, run Jinja.

Templates see only `page`, `view`, `chrome`, the filters `weave`, `href` and `when`, and the words `w(…)`; there is no
global site, so what a page shows is what its value holds (docs/themes.md).
"""

import hashlib
import re
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from papernotes import __version__
from papernotes.bytecode import Bytecode
from papernotes.formats import feed, markdown
from papernotes.formats.xml import clean
from papernotes.model.page import Fill, Heading, Html, Line, Page, Results, Woven
from papernotes.model.problem import Code, Diagnostic, LostBodyError, Span
from papernotes.model.written import Body
from papernotes.sandbox import Sandbox
from papernotes.text import relative
from papernotes.themefiles import files, folders

QUERY = "_query.html"
"""The template of what a query found."""

Show = Callable[[Results], str]

_NAMED = re.compile(r"""\{%-?\+?\s*(?:extends|include|import|from)\s+["']([^"']+)""")
ID_MARK = "\ufdd3"  # stands before every id of a note's own; a prefix takes its place where a body is shown


def theme(overrides: Path | None = None, language: str = "en") -> "Theme":
    """The project's templates over the default ones, compiled once for as long as no file of theirs changes."""
    found = folders(overrides)
    return _theme(found, language, _state(found))


@lru_cache(maxsize=4)
def _theme(folders: tuple[Path, ...], language: str, state: tuple[tuple[str, int, int], ...]) -> "Theme":
    return Theme(folders, language)


class Theme:
    """The templates in a project's folder and the default one (the last), in one language."""

    def __init__(self, folders: tuple[Path, ...], language: str = "en") -> None:
        self.folders = folders
        self.words = Words(folders, language)
        self.env = _environment(folders, self.words)
        self._digests: dict[str, bytes] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def render(self, page: Page, bodies: Mapping[str, Body]) -> bytes | Diagnostic:
        """The bytes of a page, or what is wrong with its template."""
        try:
            template = self.env.get_template(page.template)
            _SHEET.set(Sheet(page.url, bodies))
            text = template.render(page=page, view=page.view, chrome=page.chrome)
        except LostBodyError:
            raise
        except Exception as error:  # a template may fail in any way; the other pages must still be made
            return self._fault(error, page)
        return text.encode("utf-8", errors="replace")

    def digest(self, template: str) -> bytes:
        """What a page depends on besides its value: the template, all it extends, includes or imports, the words."""
        if template not in self._digests:
            whole = hashlib.blake2b(self._base, digest_size=16)
            for name in sorted(self._closure(template) | self._closure(QUERY)):
                whole.update(name.encode() + b"\0" + self._source(name).encode())
            self._digests[template] = whole.digest()
        return self._digests[template]

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Each file of `assets/` as (url, path); the project's own stands before the default one of that name."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / "assets").rglob("*")):
                if path.is_file():
                    found["assets/" + path.relative_to(folder / "assets").as_posix()] = path
        yield from sorted(found.items())

    @cached_property
    def _base(self) -> bytes:
        versions = f"{__version__} jinja2 {jinja2.__version__}"
        return versions.encode() + repr(sorted(self.words.table.items())).encode()

    def _source(self, name: str) -> str:
        try:
            return self.env.loader.get_source(self.env, name)[0] if self.env.loader else ""
        except (jinja2.TemplateNotFound, UnicodeDecodeError):
            return ""

    def _closure(self, template: str) -> set[str]:
        seen: set[str] = set()
        todo = [template]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += self._named_in(name)
        return seen

    def _named_in(self, name: str) -> tuple[str, ...]:
        """The templates that one extends, includes or imports."""
        if name not in self._names:
            self._names[name] = tuple(_NAMED.findall(self._source(name)))
        return self._names[name]

    def _fault(self, error: Exception, page: Page) -> Diagnostic:
        if isinstance(error, jinja2.TemplateSyntaxError):
            span = Span(f"templates/{error.name or page.template}", error.lineno)
        else:
            span = Span(*_template_line(error, page.template))
        return Diagnostic(Code.TEMPLATE, f"{type(error).__name__}: {error}", span, hint=f"first met at {page.url}")


class Words:
    """The words of the interface in one language, English where it has none."""

    def __init__(self, folders: tuple[Path, ...], language: str) -> None:
        self.table: dict[str, Any] = {}
        for name in dict.fromkeys(("en", language)):
            for path in (folder / "words" / f"{name}.toml" for folder in reversed(folders)):
                if path.is_file():
                    self.table |= tomllib.loads(path.read_text(encoding="utf-8"))

    def word(self, key: str, **values: Any) -> str:
        """An interface word of words/<language>.toml; a table of `one` and `other` is chosen by `n`."""
        word = self.table[key]
        if isinstance(word, dict):
            word = word["one" if values.get("n") == 1 else "other"]
        return str(word).format(**values)

    def when(self, date: str) -> str:
        """A date as "YYYY[-MM[-DD]]" in words: "14 March 2024", "March 2024", "2024"."""
        year, _, rest = date.partition("-")
        month, _, day = rest.partition("-")
        if not month:
            return year
        name = self.table["months"][int(month) - 1]
        pattern = self.table["date_day"] if day else self.table["date_month"]
        return str(pattern.format(year=year, month=name, day=int(day or 1)))


def _environment(folders: tuple[Path, ...], words: Words) -> Sandbox:
    own = [jinja2.FileSystemLoader(folder) for folder in folders]
    env = Sandbox(
        loader=jinja2.ChoiceLoader([*own, jinja2.PrefixLoader({"default": own[-1]})]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Bytecode(folders[-1]),
    )
    env.filters |= {"weave": _weave, "href": _href, "when": words.when}
    env.filters |= {"headed": _headed, "xml": _xml, "markdown": _markdown, "outside": _outside}
    env.globals = {"w": words.word, "range": range}
    return env


def _state(folders: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    known = sorted(path for path in files(folders) if path.suffix in (".html", ".xml", ".txt", ".toml"))
    return tuple((str(path), (stat := path.stat()).st_size, stat.st_mtime_ns) for path in known)


def _template_line(error: Exception, template: str) -> tuple[str, int]:
    stack = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in stack if frame.filename.endswith((".html", ".txt"))]
    if not frames:
        return f"templates/{template}", 1
    return f"templates/{Path(frames[-1].filename).name}", frames[-1].lineno or 1


class Sheet(NamedTuple):
    """What the filters must know of the page being rendered: macros are imported without its variables."""

    url: str
    bodies: Mapping[str, Body]


_SHEET: ContextVar[Sheet] = ContextVar("sheet")


@jinja2.pass_context  # or Jinja would work it out for a constant when it compiles the template
def _href(context: jinja2.runtime.Context, target: str) -> str:
    return link(_SHEET.get().url, target)


@jinja2.pass_context
def _weave(context: jinja2.runtime.Context, value: Line | Woven | Heading | tuple[Any, ...]) -> Html:
    def show(results: Results) -> str:
        return context.environment.get_template(QUERY).render(results=results)

    return Html("".join(weave(value, *_SHEET.get(), show)))


def _headed(sections: Iterable[Any]) -> tuple[Any, ...]:
    """The sections of a note that a list of contents can lead to."""
    return tuple(section for section in sections if section.heading and section.heading.anchor)


def _xml(text: str) -> Html:
    """Markup without the characters that an XML document cannot hold."""
    return Html(clean(text))


def _markdown(html: str) -> Html:
    """HTML as Markdown."""
    return Html(markdown.write(str(html)))


def _outside(html: str, url: str) -> Html:
    """Woven HTML as it is read away from its page, which is at the full address `url`."""
    return Html(feed.content(str(html), url))


def link(url: str, target: str) -> str:
    """The address of a target (site path, "#anchor" or full URL) as seen from the page at `url`."""
    if target.startswith(f"{url}#"):
        return relative(url, target)
    return _from(url[: url.rfind("/") + 1], target)


@lru_cache(maxsize=65536)
def _from(folder: str, target: str) -> str:
    """The same as seen from any other page in a folder."""
    return target if is_outside(target) else relative(folder, target)


def is_outside(target: str) -> bool:
    """Whether a target is a full URL or an anchor of the same page, which stay as they are."""
    head = target.split("/", 1)[0]
    return target.startswith("#") or ":" in head


def weave(value: Any, url: str, bodies: Mapping[str, Body], show: Show) -> Iterator[str]:
    """The HTML of a line, body, heading or tuple of these, with every hole filled, as seen from the page at `url`.

    `show` makes HTML of what a query found.
    """
    if isinstance(value, tuple):
        for item in value:
            yield from weave(item, url, bodies, show)
    elif isinstance(value, Line):
        yield from _fill(value.parts, value.fills, url, bodies, show, "")
    elif isinstance(value, Woven):
        yield from _fill(bodies[value.digest].parts, value.fills, url, bodies, show, value.prefix)
    elif isinstance(value, Heading):
        yield f'<h{value.level} id="{escape(value.anchor)}">' if value.anchor else f"<h{value.level}>"
        yield from weave(value.title, url, bodies, show)
        yield f"</h{value.level}>"


def _fill(
    parts: tuple[str | int, ...], fills: tuple[Fill, ...], url: str, bodies: Mapping[str, Body], show: Show, prefix: str
) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part.replace(ID_MARK, prefix)
        elif part < 0:
            yield _CLOSE.get(fills[-part - 1].kind, "")
        else:
            yield from _open(fills[part], url, bodies, show, prefix)


_CLOSE = {"link": "</a>", "broken": "</span>"}


def _open(fill: Fill, url: str, bodies: Mapping[str, Body], show: Show, prefix: str) -> Iterator[str]:
    title = f' title="{escape(fill.title)}"' if fill.title else ""
    if fill.kind == "image":
        width = f' width="{escape(fill.size)}"' if fill.size else ""
        alt = fill.label.replace('"', "&quot;")
        yield f'<img src="{escape(link(url, fill.href))}" alt="{alt}"{width}{title} loading="lazy">'
        return
    if fill.kind == "embed":
        yield '<div class="embed">'
        yield from weave(fill.embed, url, bodies, show)
        yield "</div>"
        return
    if fill.results:
        yield show(fill.results)
        return
    if fill.kind == "link":
        href = "#" + prefix + fill.href[1:] if fill.href.startswith("#") else link(url, fill.href)
        kind = ' class="paper"' if fill.paper else ""
        yield f'<a href="{escape(href)}"{kind}{title}>'
    elif fill.kind == "broken":
        yield f'<span class="broken"{title}>'
    if not fill.paired:
        yield fill.label
        yield _CLOSE.get(fill.kind, "")
