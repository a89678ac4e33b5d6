"""Dates as people read them: with the month's name and the year of the Buddhist Era."""

from datetime import date

from prongsai.methodology.wording import Text

#: Years of the Buddhist Era are so many ahead.
BUDDHIST_ERA = 543
_MONTHS = (
    Text("มกราคม", "January"),
    Text("กุมภาพันธ์", "February"),
    Text("มีนาคม", "March"),
    Text("เมษายน", "April"),
    Text("พฤษภาคม", "May"),
    Text("มิถุนายน", "June"),
    Text("กรกฎาคม", "July"),
    Text("สิงหาคม", "August"),
    Text("กันยายน", "September"),
    Text("ตุลาคม", "October"),
    Text("พฤศจิกายน", "November"),
    Text("ธันวาคม", "December"),
)
_SHORT_THAI = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
_SHORT_ENGLISH = 3
_DATE = Text("%(day)s %(month)s %(year)s", "%(day)s %(month)s %(year)s B.E.")


def date_text(day: date) -> Text:
    """Write a date with the year of the Buddhist Era.

    >>> date_text(date(1996, 11, 23))
    Text(th='23 พฤศจิกายน 2539', en='23 November 2539 B.E.')
    """
    return _DATE.filled(day=day.day, month=_MONTHS[day.month - 1], year=day.year + BUDDHIST_ERA)


def month_names() -> tuple[Text, ...]:
    """Return the names of the months from January on."""
    return _MONTHS


def short_month_names() -> tuple[Text, ...]:
    """Return the names of the months as tables have them, from January on."""
    return tuple(
        Text(thai, name.en[:_SHORT_ENGLISH])
        for thai, name in zip(_SHORT_THAI, _MONTHS, strict=True)
    )
