"""Making accounts, giving duties and taking them away."""

from datetime import datetime

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries.accounts import address_of, is_address
from prongsai.directory.rules import Actor, NotAllowed, Role, require_role
from prongsai.directory.rules.accounts import (
    LONGEST_PERSON,
    AccountExists,
    AccountUnknown,
    AddressUnreadable,
    NameTooLong,
    OwnAccount,
    PasswordWeak,
    require_place,
)
from prongsai.directory.rules.agencies import AgencyMissing, UnitMissing
from prongsai.foundation.services.audit import audit
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text

_MAKE = Text("สร้างบัญชี", "make an account")
_GRANT = Text("ให้บทบาท %(role)s", "give the role %(role)s")
_REVOKE = Text("ถอนบทบาท %(role)s", "take the role %(role)s away")
_LINK = Text("ออกลิงก์ตั้งรหัสผ่าน", "make a link to set a password")
#: Letters of the audit trail's subject.
_SUBJECT = 100


@transaction.atomic
def create_account(
    email: str, *, name: str = "", password: str | None = None, by: Actor, now: datetime
) -> int:
    """Make an account; without a password it is entered by a link. Return its id.

    Raises:
        NotAllowed, AddressUnreadable, NameTooLong, AccountExists, PasswordWeak.
    """
    require_role(by, _MAKE, Role.CENTRAL)
    return make_account(email, name=name, password=password, by=by, now=now)


def make_account(
    email: str, *, name: str, password: str | None = None, by: Actor, now: datetime
) -> int:
    """Make an account for whom the caller has found that `by` may.

    Whoever makes it vouches for the address: it counts as verified.
    """
    address, name = address_of(email), repaired(name)
    if not is_address(address):
        raise AddressUnreadable(email=email)
    if len(name) > LONGEST_PERSON:
        raise NameTooLong(most=LONGEST_PERSON)
    if User.objects.filter(email=address).exists():
        raise AccountExists(email=address)
    if password is not None:
        _require_strong(password, User(email=address, name=name))
    user = User.objects.create_user(address, password, name=name)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    audit("account.created", address[:_SUBJECT], by=by, now=now)
    return user.pk


@transaction.atomic
def grant_duty(
    email: str,
    role: Role,
    *,
    agency: str = "",
    unit: str = "",
    ministry: str = "",
    by: Actor,
    now: datetime,
) -> bool:
    """Give an account a role; return False when it had it.

    Raises:
        NotAllowed, AccountUnknown, AgencyMissing, UnitMissing, DutyMisplaced.
    """
    place = require_granter(by, _GRANT, role, agency=agency, unit=unit, ministry=ministry)
    part = Unit.objects.filter(agency=place, code=unit).first() if unit else None
    if unit and part is None:
        raise UnitMissing(agency=agency, unit=unit)
    user = _account(email)
    if role is not Role.OFFICER and user.duties.filter(role=Role.OFFICER).exists():
        _end_links(user)
    _, new = Duty.objects.get_or_create(
        user=user, role=role.value, agency_id=place, unit=part, ministry=ministry
    )
    if new:
        facts = {"role": role.value, "agency": agency, "unit": unit, "ministry": ministry}
        audit("duty.granted", user.email[:_SUBJECT], by=by, now=now, **facts)
    return new


@transaction.atomic
def revoke_duty(
    email: str,
    role: Role,
    *,
    agency: str = "",
    unit: str | None = None,
    ministry: str = "",
    by: Actor,
    now: datetime,
) -> bool:
    """Take a role from an account, that of one unit or of all; return False when it had none.

    Raises:
        NotAllowed, AccountUnknown, AgencyMissing, DutyMisplaced.
        OwnAccount: nobody ends their own central role; nobody would be left to give it back.
    """
    place = require_granter(by, _REVOKE, role, agency=agency, ministry=ministry)
    user = _account(email)
    if role is Role.CENTRAL and user.pk == by.user:
        raise OwnAccount()
    held = Duty.objects.filter(user=user, role=role.value, agency=place, ministry=ministry)
    if unit is not None:
        held = held.filter(unit__code=unit) if unit else held.filter(unit=None)
    gone, _ = held.delete()
    if role is Role.OFFICER:
        _end_links(user)
    if gone:
        facts = {"role": role.value, "agency": agency, "unit": unit or "", "ministry": ministry}
        audit("duty.revoked", user.email[:_SUBJECT], by=by, now=now, **facts)
    return bool(gone)


def password_link(email: str, *, site: str, language: str, by: Actor, now: datetime) -> str:
    """Return an address below `site` where the person sets a password, once, within three days.

    A coordinator makes one for an officer of theirs who has never come in, and for nobody else:
    who has the link can be that person.

    Raises:
        NotAllowed, AccountUnknown.
    """
    if not by.has(Role.CENTRAL, Role.COORDINATOR):
        raise NotAllowed(action=_LINK)
    user = _account(email)
    if not (by.has(Role.CENTRAL) or is_waiting_for(user, by)):
        raise NotAllowed(action=_LINK)
    key = {
        "uidb36": user_pk_to_url_str(user),
        "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(user),
    }
    with override(language):
        path = reverse("account_reset_password_from_key", kwargs=key)
    audit("account.linked", user.email[:_SUBJECT], by=by, now=now)
    return site.rstrip("/") + path


def require_granter(
    by: Actor, action: Text, role: Role, *, agency: str = "", unit: str = "", ministry: str = ""
) -> int | None:
    """Refuse who may not give this role for this place; return the agency's id."""
    place = Agency.objects.filter(code=agency).values_list("pk", flat=True).first()
    granters = [Role.CENTRAL, *([Role.COORDINATOR] if role is Role.OFFICER else [])]
    require_role(by, action.filled(role=role.value), *granters, agency=place)
    require_place(role, agency=agency, unit=unit, ministry=ministry)
    if agency and place is None:
        raise AgencyMissing(agency=agency)
    return place


def is_waiting_for(user: User, by: Actor) -> bool:
    """Whether somebody has never come in, and this actor may hand them the link to do so.

    A coordinator may when they are nothing but an officer of this coordinator.
    """
    if user.last_login is not None or user.has_usable_password():
        return False
    duties = list(user.duties.values_list("role", "agency"))
    theirs = all(r == Role.OFFICER and by.has_for(a, Role.COORDINATOR) for r, a in duties)
    return by.has(Role.CENTRAL) or (bool(duties) and theirs)


def _end_links(user: User) -> None:
    """Let links of who has no password yet lead nowhere.

    The coordinator who invited them may know one, which must not open what they are given later.
    """
    if not user.has_usable_password():
        user.set_unusable_password()  # another random one, which every link depends on
        user.save(update_fields=["password"])


def _account(email: str) -> User:
    user = User.objects.filter(email=address_of(email)).first()
    if user is None:
        raise AccountUnknown(email=email)
    return user


def _require_strong(password: str, user: User) -> None:
    thai, english = (_doubts(password, user, language) for language in ("th", "en"))
    if thai:
        raise PasswordWeak(why=Text(thai, english))


def _doubts(password: str, user: User, language: str) -> str:
    """Return what is wrong with a password, in a language; "" when nothing is."""
    with override(language):
        try:
            validate_password(password, user)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""
