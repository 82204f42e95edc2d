"""When a BibTeX entry appeared: `date` (EDTF, https://www.loc.gov/standards/datetime/), `year`, `month`, `day`."""

import re
from calendar import monthrange

from papernotes.bibliography.cutting import MONTHS

_EDTF = re.compile(r"(?<![\d-])([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)([0-9]{4})(?!\d)")
_BEFORE = re.compile(r"^-|\bB\.?C\.?(?:E\.?)?(?!\w)|\bv\. ?Chr", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}")
_SEPARATE = re.compile(r"[\s~./,;:-]+")


def issued(date: str, year: str, month: str, day: str) -> str:
    """The first date that is told, as "YYYY[-MM[-DD]]"; "" where there is none, or it cannot be written so.

    Of a range or a reprint ("1875 [2004]") the first year counts; of a season ("Autumn 2001", "2001-23") only the year.
    """
    if match := _EDTF.search(date.replace("~", "").replace("?", "").replace("%", "")):
        return exact(*match.groups(default=""))
    found = _YEAR.search(year or date)
    if not found or _BEFORE.search(year or date):
        return ""
    return exact(found[1], month_number(month), day)


def exact(year: str, month: str, day: str) -> str:
    """The parts of a date in one, as far as they are a date."""
    if not (_NUMBER.fullmatch(month) and 1 <= int(month) <= 12) or year == "0000":
        return "" if year == "0000" else year
    if not (_NUMBER.fullmatch(day) and 1 <= int(day) <= monthrange(int(year), int(month))[1]):
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def month_number(month: str) -> str:
    """The number of the first month that a text names ("06" for "jun", "June/July", "12 June", "6"), else ""."""
    for word in _SEPARATE.split(month.lower()):
        if word[:3] in MONTHS and word.isalpha():
            return f"{list(MONTHS).index(word[:3]) + 1:02}"
    return month.strip()
