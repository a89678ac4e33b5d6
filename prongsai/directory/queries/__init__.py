"""Who is who, and what they may do."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet

from prongsai.directory.models import Duty, User
from prongsai.directory.rules import (
    GUARDED,
    NOBODY,
    OPERATOR,
    ROLES,
    SEES_ALL,
    Actor,
    Charge,
    Role,
)
from prongsai.methodology.wording import Text, same

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class DutyInWords:
    """A duty: its role, and whom it is for ("" for everybody)."""

    role: Role
    agency: str
    place: Text
    unit: str = ""

    @property
    def name(self) -> Text:
        """The role in words."""
        return ROLES[self.role]


@dataclass(frozen=True)
class Person:
    """An account and its duties."""

    email: str
    name: str
    active: bool
    second_factor: bool
    duties: tuple[DutyInWords, ...]
    id: int = 0
    #: Whether they have ever logged in.
    came: bool = False

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "email": self.email,
            "name": self.name,
            "active": self.active,
            "second_factor": self.second_factor,
            "duties": [
                {
                    "role": duty.role.value,
                    "agency": duty.agency,
                    "unit": duty.unit,
                    "ministry": ministry_of(duty),
                }
                for duty in self.duties
            ],
        }


def ministry_of(duty: DutyInWords) -> str:
    """Return the ministry that a duty is for; "" when it is for none."""
    return duty.place.th if duty.role is Role.OVERSEER else ""


def actor_of(user: User) -> Actor:
    """Return a person as rules see them; who is not active has no duties."""
    if not user.is_active:
        return Actor(user.pk, str(user))
    charges = [
        Charge(Role(role), agency, ministry)
        for role, agency, ministry in user.duties.order_by("pk").values_list(
            "role", "agency", "ministry"
        )
    ]
    return Actor(user.pk, str(user), tuple(charges))


def actor_numbered(number: int | None) -> Actor:
    """Return the person of an account as they are now; without a number, the program's operator.

    Nobody, where the account is gone: what it asked for is then refused.
    """
    if number is None:
        return OPERATOR
    user = User.objects.filter(pk=number).first()
    return NOBODY if user is None else actor_of(user)


def seen_by(reader: Actor, *, agency: str = "pk", ministry: str = "ministry") -> Q:
    """Return the condition under which a reader may see a row about an agency.

    In: the names of the columns that hold the agency and its ministry
    """
    if not reader.roles.isdisjoint(SEES_ALL):
        return Q()
    of_theirs = Q(**{f"{agency}__in": sorted(reader.agencies)})
    return of_theirs | Q(**{f"{ministry}__in": sorted(reader.ministries - {""})})


def has_account(email: str) -> bool:
    """Whether an address has an account."""
    return User.objects.filter(email=email.strip().lower()).exists()


def lacks_second_factor(user: int) -> bool:
    """Whether a person has a role that needs a second factor, and has not set one up."""
    guarded = Duty.objects.filter(user=user, role__in=GUARDED).exists()
    return (
        guarded and not Authenticator.objects.filter(user=user, type__in=_SECOND_FACTORS).exists()
    )


def people(*, user: int | None = None) -> list[Person]:
    """Return every account, or one, by address."""
    accounts = User.objects.order_by("email")
    return in_words(accounts if user is None else accounts.filter(pk=user))


def in_words(accounts: QuerySet[User], duties: Q | None = None) -> list[Person]:
    """Return accounts with their duties, or with those that a condition leaves."""
    shown = Duty.objects.filter(duties or Q()).select_related("agency", "unit").order_by("pk")
    found = list(accounts.prefetch_related(Prefetch("duties", shown)))
    protected = set(
        Authenticator.objects.filter(
            type__in=_SECOND_FACTORS, user__in=[account.pk for account in found]
        ).values_list("user", flat=True)
    )
    return [
        Person(
            account.email,
            account.name,
            account.is_active,
            account.pk in protected,
            tuple(_in_words(duty) for duty in account.duties.all()),
            account.pk,
            account.last_login is not None,
        )
        for account in found
    ]


def _in_words(duty: Duty) -> DutyInWords:
    agency = duty.agency
    if agency is None:
        return DutyInWords(Role(duty.role), "", same(duty.ministry))
    place = Text(agency.name_th or agency.code, agency.name_en or agency.name_th or agency.code)
    if duty.unit is not None:
        place = Text(f"{duty.unit} {place.th}", f"{duty.unit.name_en or duty.unit}, {place.en}")
    return DutyInWords(Role(duty.role), agency.code, place, duty.unit.code if duty.unit else "")
