"""Who has an account, as far as a reader may know."""

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.core.validators import validate_email
from django.db.models import Q

from prongsai.directory.models import Duty, User
from prongsai.directory.queries import Person, in_words
from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.directory.rules.accounts import LONGEST_ADDRESS, AccountUnknown, PersonMissing
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text

_SEE = Text("ดูบัญชีผู้ใช้งาน", "see who has an account")
_A_PAGE = 50


def address_of(email: str) -> str:
    """Return an address as it is kept."""
    return email.strip().lower()


def is_address(address: str) -> bool:
    """Whether something is an e-mail address."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS


def account_id(email: str) -> int:
    """Return the id of an account.

    Raises:
        AccountUnknown
    """
    found = User.objects.filter(email=address_of(email)).values_list("pk", flat=True).first()
    if found is None:
        raise AccountUnknown(email=email)
    return found


def require_overview(reader: Actor) -> None:
    """Refuse who may not know who has an account.

    Raises:
        NotAllowed
    """
    if not reader.has(Role.CENTRAL, Role.AUDITOR, Role.COORDINATOR):
        raise NotAllowed(action=_SEE)


def people_page(
    reader: Actor, *, search: str = "", role: str = "", page: str | int = 1
) -> tuple[Page[User], list[Person]]:
    """Return a page of accounts: all, or, to a coordinator, the officers of their agency.

    Raises:
        NotAllowed
    """
    require_overview(reader)
    duties = _shown(reader)
    asked = duties & Q(role=role) if role else duties
    accounts = User.objects.order_by("email")
    if asked:
        accounts = accounts.filter(pk__in=Duty.objects.filter(asked).values("user"))
    if words := search.strip():
        of_agency = Duty.objects.filter(agency__searched__contains=squeezed(words)).values("user")
        accounts = accounts.filter(
            Q(email__icontains=words) | Q(name__icontains=words) | Q(pk__in=of_agency)
        )
    found = Paginator(accounts, _A_PAGE).get_page(page)
    return found, in_words(accounts.filter(pk__in=[one.pk for one in found]), duties)


def person(person_id: int, *, reader: Actor) -> Person:
    """Return an account with the duties that the reader may know of.

    Raises:
        NotAllowed: they may know of none.
        PersonMissing: there is none, or not for them.
    """
    require_overview(reader)
    duties = _shown(reader)
    accounts = User.objects.filter(pk=person_id)
    if duties:
        accounts = accounts.filter(pk__in=Duty.objects.filter(duties).values("user"))
    for found in in_words(accounts, duties):
        return found
    raise PersonMissing()


def _shown(reader: Actor) -> Q:
    """Return which duties a reader may know of; an empty condition is all."""
    if reader.has(Role.CENTRAL, Role.AUDITOR):
        return Q()
    own = [c.agency for c in reader.charges if c.role is Role.COORDINATOR]
    return Q(role=Role.OFFICER, agency__in=own)
