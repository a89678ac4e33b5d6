"""Files of disclosures for everybody."""

from datetime import date

from prongsai.directory.rules import OPERATOR
from prongsai.evidence.services.attaching import HandedOut, file_of
from prongsai.foundation.rules.files import FileGone
from prongsai.portal.transparency.queries.agencies import entered_by_year, last_day_of
from prongsai.portal.transparency.queries.disclosed import disclosed
from prongsai.portal.transparency.rules import FileNotPublic, is_public


def public_file(code: str, year_be: int, item: str, file: int, *, today: date) -> HandedOut:
    """Return a file that belongs to an approved disclosure that is public.

    Raises:
        FileNotPublic: whether or not there is such a file.
    """
    participation = entered_by_year(code).get(year_be)
    if participation is None:
        raise FileNotPublic()
    last_day = last_day_of(participation.round_id)
    if not is_public(last_day, today):
        raise FileNotPublic()
    shown = disclosed([participation], last_day)[participation.pk].get(item)
    if shown is None or file not in {one.id for one in shown.files}:
        raise FileNotPublic()
    try:
        return file_of(participation, item, file, reader=OPERATOR)
    except FileGone as error:
        raise FileNotPublic() from error
