"""Jinja's immutable sandbox, in which templates read our own values and print them at the speed of Python code.

A page prints some two hundred values, each a field of a struct, escaped: as calls through the sandbox that is a third
of a build. A field of a struct is data and needs no check, so it is read in place; text is escaped without an
object being made for each piece (tests/test_sandbox.py compares the output with plain Jinja's).
"""

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from msgspec import Struct

from papernotes.model.page import Html

_LOOP = frozenset(("first", "last", "index", "index0", "length"))
_MOST = 10_000  # pieces kept by `once`
_SHORT = 200  # letters of a text whose escaped form is worth remembering: words, names, years


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    return str(escape(text))


class _Generator(CodeGenerator):
    """The compiler of templates, with a shorter way to fields of structs and to the page."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name that Jinja calls
        """Read a field in place where the value is a struct known to have it, else ask the sandbox."""
        value = self.temporary_identifier()
        self.write(f"({value}.{node.attr} if ({value} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ in environment.having[{node.attr!r}] else ")
        self.write(f"environment.getattr({value}, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Once(Extension):
    """`{% once key %} … {% endonce %}`: rendered for the first page that has the key, and repeated on the others."""

    tags = {"once"}  # noqa: RUF012 - as Jinja declares it

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._known: dict[tuple[object, ...], str] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call of `kept`."""
        line = next(parser.stream).lineno
        place = nodes.Const(f"{parser.filename}:{line}")
        key = parser.parse_expression()
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        return nodes.CallBlock(self.call_method("kept", [place, key]), [], [], body).set_lineno(line)

    def kept(self, place: str, key: object, caller: Callable[[], str]) -> str:
        """What stands there under a key."""
        text = self._known.get((place, key))
        if text is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            text = self._known[place, key] = caller()
        return text


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates see only fields of values, macros, words and filters; None is never printed."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(extensions=[Once], **options)
        self.having: defaultdict[str, set[type]] = defaultdict(set)
        self._wrong: dict[object, TemplateSyntaxError] = {}

    def compile(self, source: Any, name: Any = None, *others: Any, **options: Any) -> Any:
        """The code of a template; one that cannot be compiled is not tried again for each of a thousand pages."""
        if (source, name) in self._wrong:
            raise self._wrong[source, name].with_traceback(None)
        try:
            return super().compile(source, name, *others, **options)
        except TemplateSyntaxError as error:
            self._wrong[source, name] = error
            raise

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value, which is read in place from now on, or whatever else the sandbox allows."""
        if attribute in (
            obj.__struct_fields__ if isinstance(obj, Struct) else _LOOP if type(obj) is LoopContext else ()
        ):
            self.having[attribute].add(type(obj))
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """A macro, which is template code, or a word; whatever else is called is looked at first."""
        if obj.__class__ is Macro or obj is self.globals["w"]:
            if kwargs:
                kwargs.pop("_block_vars", None)
                kwargs.pop("_loop_vars", None)
            return obj(*args, **kwargs)
        return super().call(context, obj, *args, **kwargs)

    @staticmethod
    def shown(value: Any) -> str:
        """A value as it is printed: markup as it stands, all else escaped."""
        kind = value.__class__
        if kind is str:
            return _escaped(value) if len(value) < _SHORT else str(escape(value))
        if kind is Markup or kind is Html:
            return value  # type: ignore[no-any-return]
        if value is None:
            raise TypeError("a template prints None")
        return str(escape(value))
