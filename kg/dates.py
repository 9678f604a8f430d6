"""Dates as ISO 8601: whether the calendar has one, and the one that a written date means."""

import datetime
import re

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WRITTEN = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3,9})\.?(?: (\d{1,2}),?)? (\d{4})")
_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar, as ISO 8601 writes it.

    >>> [is_date(text) for text in ("2017", "2017-09-04", "2017-02-31", "2017-9-4", "soon")]
    [True, True, False, False, False]
    """
    if not _ISO.fullmatch(text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def find_date(text: str) -> str | None:
    """An ISO date from a written one; None for what is no date.

    >>> find_date("2017-09-04T10:00:00Z"), find_date("4 September 2017"), find_date("September 4, 2017")
    ('2017-09-04', '2017-09-04', '2017-09-04')
    >>> find_date("soon"), find_date("31 February 2017")
    (None, None)
    """
    if iso := re.match(rf"{_ISO.pattern}(?![\d-])", text):
        return _possible(iso.group())
    written = _WRITTEN.search(text)
    if written is None or (month := _MONTHS.get(written.group(2)[:3].lower())) is None:
        return None
    day = written.group(1) or written.group(3)
    return _possible(f"{written.group(4)}-{month:02}" + (f"-{int(day):02}" if day else ""))


def _possible(date: str) -> str | None:
    return date if is_date(date) else None
