"""What the XML formats share: a document as text, and the characters that XML cannot hold."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without characters that an XML document must not hold (most controls, surrogates, U+FFFE, U+FFFF)."""
    return _FORBIDDEN.sub("", text)


def child(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A new last child of an element, with text and attributes cleaned."""
    found = SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    found.text = clean(text) or None
    return found


def document(root: Element) -> str:
    """The whole document as text, with its declaration, indented by nothing but line ends."""
    ElementTree.indent(root, space="")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
