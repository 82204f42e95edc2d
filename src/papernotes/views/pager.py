"""Long lists in pages: `index.html`, `index.2.html` … (the home page: `page/2.html`)."""

from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct


class Pager(Struct, frozen=True):
    """A page of a list: its number of how many, the addresses before and after, the rows it shows."""

    number: int = 1
    count: int = 1
    newer: str = ""
    older: str = ""
    start: int = 0
    end: int = 0


def places(first: str, rows: int, per_page: int, *, at_least: int = 0) -> Iterator[str]:
    """The addresses of the pages of a list; none if it has no rows, unless one is wanted anyway."""
    for number in range(1, max(at_least, -(-rows // per_page)) + 1):
        yield place(first, number)


def lazily(first: str, is_any: bool, rows: Callable[[], int], per_page: int) -> Iterator[str]:
    """The same where it is known whether there `is_any` row: all are counted only for the pages after the first."""
    if is_any:
        yield first
        yield from islice(places(first, rows(), per_page), 1, None)


def place(first: str, number: int) -> str:
    """The address of a page by its number."""
    if number == 1:
        return first
    return f"page/{number}.html" if first == "index.html" else f"{first.removesuffix('.html')}.{number}.html"


def pager(key: str, first: str, rows: int, per_page: int) -> Pager | None:
    """Where the page at an address stands among the pages of a list; None if it is none of them."""
    count = max(1, -(-rows // per_page))
    number = next((number for number in range(1, count + 1) if place(first, number) == key), 0)
    if not number:
        return None
    return Pager(
        number,
        count,
        newer=place(first, number - 1) if number > 1 else "",
        older=place(first, number + 1) if number < count else "",
        start=(number - 1) * per_page,
        end=number * per_page,
    )
