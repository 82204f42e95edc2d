"""Exchange formats, one file each: pure, text ↔ values.

`kinds`, `tex`, `text` and `xml` beside them are what several formats share.
"""
