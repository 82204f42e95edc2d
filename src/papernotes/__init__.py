"""papernotes: a static site generator for an annotated knowledge base of research papers."""

__version__ = "0.1.0"
