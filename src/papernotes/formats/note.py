"""Front matter of notes (YAML 1.2, of which every value is one that JSON has too)."""

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./(-][A-Za-z0-9_./()-]*)*|\d{4}-\d\d-\d\d|\d{4}-\d\d")
_WORDS = frozenset("true false yes no on off null y n".split())
_ODD = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def write(fields: Mapping[str, Any]) -> str:
    """The lines between `---`: texts and lists of texts, without those that are empty."""
    lines = (f"{name}: {_value(value)}\n" for name, value in fields.items() if value)
    return "".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else _quoted(value)
    return f"[{', '.join(map(_value, value))}]"


def _quoted(text: str) -> str:
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
