"""Making accounts, giving duties and taking them away."""

from datetime import datetime

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import (
    AccountExists,
    AccountUnknown,
    Actor,
    AddressUnreadable,
    AgencyMissing,
    PasswordWeak,
    Role,
    require_place,
    require_role,
)
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_MAKE = Text("สร้างบัญชี", "make an account")
_GRANT = Text("ให้บทบาท %(role)s", "give the role %(role)s")
_REVOKE = Text("ถอนบทบาท %(role)s", "take the role %(role)s away")
_LINK = Text("ออกลิงก์ตั้งรหัสผ่าน", "make a link to set a password")


@transaction.atomic
def create_account(
    email: str, *, name: str = "", password: str | None = None, by: Actor, now: datetime
) -> int:
    """Make an account; without a password it is entered by a link. Return its id.

    Whoever makes it vouches for the address: it counts as verified.

    Raises:
        NotAllowed, AddressUnreadable, AccountExists, PasswordWeak.
    """
    require_role(by, _MAKE, Role.CENTRAL)
    address = _address(email)
    if User.objects.filter(email=address).exists():
        raise AccountExists(email=address)
    if password is not None:
        _require_strong(password, User(email=address, name=name))
    user = User.objects.create_user(address, password, name=name)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    audit("account.created", address, by=by, now=now)
    return user.pk


@transaction.atomic
def grant_duty(
    email: str, role: Role, *, agency: str = "", ministry: str = "", by: Actor, now: datetime
) -> bool:
    """Give an account a role; return False when it had it.

    Raises:
        NotAllowed, AccountUnknown, AgencyMissing, DutyMisplaced.
    """
    place = _require_granter(by, _GRANT, role, agency, ministry)
    user = _account(email)
    _, new = Duty.objects.get_or_create(
        user=user, role=role.value, agency_id=place, unit=None, ministry=ministry
    )
    if new:
        facts = {"role": role.value, "agency": agency, "ministry": ministry}
        audit("duty.granted", user.email, by=by, now=now, **facts)
    return new


@transaction.atomic
def revoke_duty(
    email: str, role: Role, *, agency: str = "", ministry: str = "", by: Actor, now: datetime
) -> bool:
    """Take a role from an account; return False when it did not have it.

    Raises:
        NotAllowed, AccountUnknown, AgencyMissing, DutyMisplaced.
    """
    place = _require_granter(by, _REVOKE, role, agency, ministry)
    user = _account(email)
    gone, _ = Duty.objects.filter(
        user=user, role=role.value, agency=place, ministry=ministry
    ).delete()
    if gone:
        facts = {"role": role.value, "agency": agency, "ministry": ministry}
        audit("duty.revoked", user.email, by=by, now=now, **facts)
    return bool(gone)


def password_link(email: str, *, site: str, language: str, by: Actor, now: datetime) -> str:
    """Return an address below `site` where the person sets a password, once, within three days.

    Raises:
        NotAllowed, AccountUnknown.
    """
    require_role(by, _LINK, Role.CENTRAL)
    user = _account(email)
    key = {
        "uidb36": user_pk_to_url_str(user),
        "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(user),
    }
    with override(language):
        path = reverse("account_reset_password_from_key", kwargs=key)
    audit("account.linked", user.email, by=by, now=now)
    return site.rstrip("/") + path


def _require_granter(by: Actor, action: Text, role: Role, agency: str, ministry: str) -> int | None:
    """Refuse who may not give this role for this place; return the agency's id."""
    place = Agency.objects.filter(code=agency).values_list("pk", flat=True).first()
    granters = [Role.CENTRAL, *([Role.COORDINATOR] if role is Role.OFFICER else [])]
    require_role(by, action.filled(role=role.value), *granters, agency=place)
    require_place(role, agency=agency, ministry=ministry)
    if agency and place is None:
        raise AgencyMissing(agency=agency)
    return place


def _account(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise AccountUnknown(email=email)
    return user


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressUnreadable(email=email) from error
    return address


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
