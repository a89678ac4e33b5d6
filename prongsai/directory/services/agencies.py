"""What can be done with agencies."""

from collections.abc import Iterable

from prongsai.directory.models import Agency
from prongsai.directory.rules import AgencyFacts
from prongsai.methodology.thai import squeezed

_BATCH = 2000
_NAMES, _PLACES = ("name_th", "name_en"), ("group", "ministry", "province")


def remember_agencies(told: Iterable[AgencyFacts]) -> dict[str, int]:
    """Keep agencies that results name; return code -> id.

    A name that is not given leaves the one that is known. Where an agency belongs is taken over
    only if nothing is known: results may be of a year long past.
    """
    facts = {one.code: one for one in told}
    known = {agency.code: agency for agency in Agency.objects.filter(code__in=list(facts))}
    new, changed = [], []
    for code, one in facts.items():
        agency = known.get(code) or Agency(code=code)
        before = [getattr(agency, field) for field in (*_NAMES, *_PLACES)]
        for field in _NAMES:
            setattr(agency, field, getattr(one, field) or getattr(agency, field))
        for field in _PLACES:
            setattr(agency, field, getattr(agency, field) or getattr(one, field))
        agency.searched = "\n".join(map(squeezed, (code, agency.name_th, agency.name_en)))
        if code not in known:
            new.append(agency)
        elif before != [getattr(agency, field) for field in (*_NAMES, *_PLACES)]:
            changed.append(agency)
    Agency.objects.bulk_create(new, batch_size=_BATCH)
    fields = [*_NAMES, *_PLACES, "searched"]
    Agency.objects.bulk_update(changed, fields, batch_size=_BATCH)
    return {agency.code: agency.pk for agency in (*known.values(), *new)}
