"""People of the working area, for tests."""

from allauth.mfa.models import Authenticator

from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OF_AGENCY, Role


def somebody(role: Role, agency: str = "dip", *, ministry: str = "") -> User:
    """Make a person who has one role."""
    user = User.objects.create_user(f"{role.value}.{agency}@example.org", "long enough 123")
    Duty.objects.create(
        user=user,
        role=role.value,
        agency=Agency.objects.get(code=agency) if role in OF_AGENCY else None,
        ministry=ministry,
    )
    if role in GUARDED:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def actor(role: Role, agency: str = "dip"):
    """Return somebody new of a role as rules see them."""
    return actor_of(somebody(role, agency))
