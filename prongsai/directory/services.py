"""What can be done with the directory."""

from collections.abc import Mapping

from prongsai.directory.models import Agency
from prongsai.methodology.thai import squeezed

_BATCH = 2000


def remember_agencies(names: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """Keep agencies by code with their Thai and English names; return code -> id.

    A name that is not given leaves the one that is known.
    """
    known = {agency.code: agency for agency in Agency.objects.filter(code__in=list(names))}
    new, changed = [], []
    for code, (name_th, name_en) in names.items():
        old = known.get(code)
        agency = Agency(
            pk=old.pk if old else None,
            code=code,
            name_th=name_th or (old.name_th if old else ""),
            name_en=name_en or (old.name_en if old else ""),
        )
        agency.searched = "\n".join(map(squeezed, (code, agency.name_th, agency.name_en)))
        if old is None:
            new.append(agency)
        elif old.searched != agency.searched:
            changed.append(agency)
    Agency.objects.bulk_create(new, batch_size=_BATCH)
    Agency.objects.bulk_update(changed, ["name_th", "name_en", "searched"], batch_size=_BATCH)
    return {code: known[code].pk for code in known} | {agency.code: agency.pk for agency in new}
