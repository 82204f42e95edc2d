"""One BibTeX entry, read by pybtex's low-level parser, which here goes on after a mistake.

What can be read of a broken entry is kept: the text of a field that never ends, and every field on a line after it.
"""

import re
from collections.abc import Mapping

from msgspec import Struct
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError, Token

from papernotes.bibliography.cutting import closing

MISTAKES = 20  # so many in one entry, and the rest of it is given up: time stays linear

_EXPANDED = 4_000  # characters that macros may add to a value
_KEY = re.compile(r"\s*([^\n,={}\"]*)(?=[,}\n]|$)")
_GAP = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_HASH = re.compile(r"\s*#")
_FIELD = r"[A-Za-z][\w.+:-]*[ \t]*=[ \t]*[{\"\w]"
_NEXT_FIELD = re.compile(rf"\n[ \t]*,?[ \t]*(?={_FIELD})")
_LOST_FIELD = re.compile(rf"[\s,}}]*(?={_FIELD})")
_STRAY = re.compile(rf"^(?![ \t]*%)[^\n]*?(?:\}}|(?<![\w.+:=-]){_FIELD})", re.MULTILINE)


class Field(Struct, frozen=True):
    """A field as written: name in lower case, macros filled in, blanks single; line and column count from 1."""

    name: str
    value: str
    line: int
    column: int


class Mistake(Struct, frozen=True):
    """Something wrong in an entry; what concerns the entry as a whole stands in its first line.

    kind   broken, macro (not defined) or field (stands twice)
    """

    kind: str
    message: str
    hint: str = ""
    line: int = 1
    column: int = 1


class Command(Struct, frozen=True):
    """An entry as written: type in lower case, key ("" if there is none), each field once, what is wrong."""

    type: str
    key: str
    fields: tuple[Field, ...]
    mistakes: tuple[Mistake, ...]


def command(text: str, macros: Mapping[str, str]) -> Command:
    """Read the one entry that a chunk of a .bib file holds; macros have lower-case names."""
    parser = _Parser(text, macros)
    parser.skip_to([parser.AT])
    try:
        kind, _ = parser.parse_command()
    except PybtexSyntaxError:
        return Command("", "", (), (Mistake("broken", "this is no BibTeX entry", "write @article{key, …}"),))
    parser.read_on()
    return Command(kind.lower(), parser.current_entry_key or "", tuple(parser.fields.values()), tuple(parser.mistakes))


class _Parser(LowLevelParser):  # type: ignore[misc]
    """pybtex's parser of one command, with the place of each field and a way on after each kind of mistake."""

    text: str
    pos: int
    lineno: int
    current_field_name: str | None
    current_value: list[str]

    def __init__(self, text: str, macros: Mapping[str, str]) -> None:
        super().__init__(text, macros=macros)
        self.fields: dict[str, Field] = {}
        self.mistakes: list[Mistake] = []
        self.closer = "}"
        self.last = (0, "")  # where the last field begins, and its name
        self.comma_due = False
        self.mends = 0

    def parse_entry_body(self, body_end: object) -> None:
        """The key, which ends with a comma or its line, then the fields."""
        self.closer = "}" if body_end is self.RBRACE else ")"
        key = _KEY.match(self.text, self.pos)
        self.current_entry_key = "-".join(key[1].rstrip(self.closer).split()) if key else ""
        if key and self.current_entry_key:
            self._jump(key.end() - key[1].endswith(self.closer))
        self.parse_entry_fields()

    def parse_entry_fields(self) -> None:
        """All fields; where one cannot be read, its text is kept and reading goes on at the next line with a field."""
        while self._at_field():
            start, line, column = self.pos, self.lineno, self.pos - self.text.rfind("\n", 0, self.pos)
            self.current_field_name, self.current_value = None, []
            try:
                self.parse_field()
                value = self._joined() if self.current_value else self._mended(start)
            except PybtexSyntaxError:
                value = self._mended(start)
            if self.current_field_name and value:
                self.last = start, self.current_field_name.lower()
                self._keep(Field(self.last[1], " ".join(value.split()), line, column))

    def parse_value(self) -> None:
        """Parts joined by `#`; pybtex's own looks for one more beyond the end of the text."""
        parts = [self.parse_value_part()]
        while more := _HASH.match(self.text, self.pos):
            self._jump(more.end())
            parts.append(self.parse_value_part())
        self.current_value, self.comma_due = parts, True

    def parse_string(self, string_end: object, level: int = 0, max_level: int = 100) -> list[Token]:
        """A braced or quoted value; pybtex's own looks for each kind of brace up to the end of the text."""
        end = closing(self.text, self.pos - 1)
        if end < 0:
            raise PybtexSyntaxError("unbalanced braces", self)
        value = self.text[self.pos : end + 1]
        self._jump(end + 1)
        return [Token(value, string_end)]

    def substitute_macro(self, name: str) -> str:
        """The text of a macro; its name where no @string defines it."""
        text = self.macros.get(name.lower())
        if text is None and self._can_say():
            column = self.pos - len(name) - self.text.rfind("\n", 0, self.pos)
            hint = f'define it: @string{{{name} = "…"}}; or put the words in braces: {{{name}}}'
            self.mistakes.append(Mistake("macro", f"no @string defines `{name}`", hint, self.lineno, column))
        return name if text is None else text

    def handle_error(self, error: PybtexSyntaxError) -> None:
        """Called by pybtex where the closing brace of the entry is missing: it may have closed the last field."""
        self._broken("never ends", "every { needs its }, and the entry one of its own at its end")
        start, name = self.last
        if name and self.mends < MISTAKES and _NEXT_FIELD.search(self.text, start):
            self.pos, self.lineno = start, self.text.count("\n", 0, start) + 1
            field = self.fields[name]
            self.fields[name] = Field(name, " ".join(self._mended(start).split()), field.line, field.column)
            self.parse_entry_fields()
            if self.text.startswith(self.closer, self.pos):
                self._jump(self.pos + 1)
            else:
                self.handle_error(error)

    def read_on(self) -> None:
        """Look at what follows the entry: a brace or field there means that a brace too many has ended it early."""
        if _STRAY.search(self.text[self.pos :]):
            self._broken("ends before its last field", "a } too many stands in it, or a { is missing")
            if lost := _LOST_FIELD.match(self.text, self.pos):
                self._jump(lost.end())
                self.parse_entry_fields()

    def _at_field(self) -> bool:
        """Go to where the next field should be, if there is one."""
        gap = _GAP.match(self.text, self.pos)
        assert gap is not None
        self._jump(gap.end())
        if self.pos == len(self.text) or self.text[self.pos] == self.closer or self.mends >= MISTAKES:
            return False
        if self.comma_due and "," not in gap[0]:
            self._broken("has no comma between two fields", "write a comma after each field")
        self.comma_due = False
        return True

    def _mended(self, start: int) -> str:
        """The text of a value that cannot be read, up to the next line with a field, without its braces."""
        following = _NEXT_FIELD.search(self.text, start)
        raw = self.text[start : following.start() if following else len(self.text)]
        name = self.current_field_name
        self._broken(
            f"has a field that cannot be read: `{name or raw.split(None, 1)[0][:20]}`",
            "every { needs its }; a field is written: name = {value},",
        )
        self.lineno -= self.text.count("\n", start, self.pos)
        self.pos = start
        self._jump(following.end() if following else len(self.text))
        self.comma_due = False
        self.mends += 1
        raw = raw.partition("=")[2].partition(f"\n{self.closer}")[0].partition("\n\n")[0]
        return re.sub(r"[{}]", "", raw.strip().rstrip(",").strip('" \n'))

    def _joined(self) -> str:
        """The parts of a value in one, no more than a bounded length of them."""
        room = len(self.text) + _EXPANDED
        for number, part in enumerate(self.current_value, 1):
            room -= len(part)
            if room < 0:
                return "".join(self.current_value[:number])
        return "".join(self.current_value)

    def _keep(self, field: Field) -> None:
        first = self.fields.setdefault(field.name, field)
        if first.value != field.value and self._can_say():
            lines = field.line - first.line
            above = f", {lines} line{'s' if lines > 1 else ''} above," if lines else ""
            message = f"`{self.current_entry_key}` has two fields `{field.name}`; the first{above} was kept"
            self.mistakes.append(Mistake("field", message, "leave one of them out", field.line, field.column))

    def _broken(self, what: str, hint: str) -> None:
        """Say once that the entry is broken; what follows from the first such mistake would only confuse."""
        if not any(mistake.kind == "broken" for mistake in self.mistakes):
            self.mistakes.append(Mistake("broken", f"the entry `{self.current_entry_key}` {what}", hint))

    def _can_say(self) -> bool:
        return len(self.mistakes) < MISTAKES

    def _jump(self, end: int) -> None:
        self.lineno += self.text.count("\n", self.pos, end)
        self.pos = end
