"""Tables with a column Paper or Title: a row is an entry, its other columns are fields by their header."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from papernotes import markdown
from papernotes.entries import labels
from papernotes.entries.blocks import Block
from papernotes.entries.byline import Said, field_of, read_line, read_rest, value_of
from papernotes.entries.gather import Draft
from papernotes.entries.head import Named, read_head
from papernotes.entries.run import Run, run
from papernotes.markdown import Document
from papernotes.text import fold

_HEAD = re.compile(
    r"(?:paper )?titles?\b.*|papers?|paper[ /&]+titles?|paper name|publications?|articles?|论文|标题|論文|타이틀", re.I
)
_TITLE = re.compile(r".*\btitles?\b.*|标题", re.I)
_NAME = re.compile(r"name|models?|methods?|algorithms?|abbr\.?|acronym|dataset|模型|方法", re.I)


def read_table(document: Document, block: Block) -> list[Draft] | None:
    """The rows of a table as drafts of entries, None if no column of it is called Paper or Title."""
    rows = list(_rows(document.tokens, block))
    headers = [_header(cell) for cell in rows[0]] if rows else []
    column = _column(headers)
    if column < 0:
        return None
    return [_draft(document, row, headers, column) for row in rows[1:] if any(cell.content.strip() for cell in row)]


def _rows(tokens: Sequence[Token], block: Block) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in tokens[block.start : block.end]:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row


def _header(cell: Token) -> str:
    return " ".join(fold(run(cell.children or ()).text).strip(" :*").split())


def _column(headers: list[str]) -> int:
    """The column of the head: the one with titles, else the first called Paper."""
    found = [number for number, header in enumerate(headers) if _HEAD.fullmatch(header)]
    titles = [number for number in found if _TITLE.fullmatch(headers[number])]
    return (titles or found or [-1])[0]


def _draft(document: Document, row: list[Token], headers: list[str], column: int) -> Draft:
    cells = [run(cell.children or ()) for cell in row]
    line, named = cells[column], read_head(cells[column])
    said = [Said(left=None), *_cell(line, named)]
    for number, (header, cell) in enumerate(zip(headers, cells, strict=False)):
        if number == column or not (cell.text.strip() or cell.marks):
            continue
        if named.start >= named.end and _NAME.fullmatch(header) and cell.text.strip():
            line, named = cell, replace(named, start=0, end=len(cell.text), rest=len(cell.text))
        elif cell.text.strip(" -–—") or cell.marks:
            said += _column_value(header, cell)
    return Draft("row", markdown.span(document, row[column]), line, named, tuple(said))


def _cell(line: Run, named: Named) -> Iterator[Said]:
    """What stands behind the title in its own cell."""
    rest = read_rest(line, named.rest)
    yield Said(rest.finds, rest.shown or rest.left, None, rest.unclear)


def _column_value(header: str, cell: Run) -> Iterator[Said]:
    """A cell as the value of its column's field, else as a line of byline; what is neither is shown as written."""
    field = field_of(header)
    said = value_of(field, cell) if field else None
    if said is None:
        found = labels.labels(cell)
        said = read_line(cell) if found and not field else None
    yield said if said and (said.finds or said.unclear) else Said(shown=cell)
