"""A .bib text cut again after an edit: only around the place where it differs from what it was.

Where a command begins can be seen from its own line, and what is in it from the text up to the next one; only a comment
reaches further. So the chunks well before and well after the edit are what they were, where no comment comes first.
"""

from bisect import bisect_left, bisect_right

from papernotes.bibliography.cutting import Chunk, Cut, cut, first_comment


def cut_again(before: Cut, text: str) -> Cut:
    """The same as `cut(text)`, but quicker the more of `before` still holds; chunks that have not moved are kept."""
    old, grown = before.text, len(text) - len(before.text)
    if text == old:
        return before
    kept, start = _head(before, text)
    after = _tail(before, text, start)
    end = before.starts[after] if after < len(before.starts) else len(old)
    if first_comment(old, 0, end) >= 0 or first_comment(text, start, end + grown) >= 0:
        return cut(text)
    middle = cut(text[start : end + grown])
    above = old.count("\n", 0, start)
    below = text.count("\n", start, end + grown) - old.count("\n", start, end)
    return Cut(
        text,
        (*before.chunks[:kept], *_moved(middle.chunks, above), *_moved(before.chunks[after:], below)),
        (
            *before.starts[:kept],
            *(start + place for place in middle.starts),
            *(place + grown for place in before.starts[after:]),
        ),
    )


def _head(before: Cut, text: str) -> tuple[int, int]:
    """How many chunks can be kept above the edit, and where the first that is cut again begins.

    All up to the beginning of the chunk after that one is as it was: so it is sure that a command begins there.
    """
    old, starts = before.text, before.starts
    kept = bisect_left(starts, True, key=lambda place: not text.startswith(old[:place])) - 2
    while kept > 0 and not _begins_line(old, starts[kept]):
        kept -= 1
    return (kept, starts[kept]) if kept > 0 else (0, 0)


def _tail(before: Cut, text: str, start: int) -> int:
    """The number of the first chunk that stands below the edit, the line end before it too; of none: their count."""
    old, starts = before.text, before.starts
    first = bisect_right(starts, start + max(0, len(old) - len(text)))
    after = bisect_left(starts, True, first, key=lambda place: text.endswith(old[place - 1 :]))
    while after < len(starts) and not _begins_line(old, starts[after]):
        after += 1
    return after


def _begins_line(text: str, place: int) -> bool:
    """Whether a command that begins here was found at a line's start, whatever was before it."""
    return text[place - 1] == "\n"


def _moved(chunks: tuple[Chunk, ...], lines: int) -> tuple[Chunk, ...]:
    return tuple(Chunk(each.kind, each.text, each.line + lines) for each in chunks) if lines else chunks
