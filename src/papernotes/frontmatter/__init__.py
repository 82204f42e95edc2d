"""Front matter: split it off, read it field by field, say what is wrong with line and column."""

from papernotes.frontmatter.reading import FrontMatter, fix, read

__all__ = ["FrontMatter", "fix", "read"]
