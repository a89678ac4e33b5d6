"""Inviting people; closing accounts and opening them again."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from prongsai.directory.adapters.mail import has_mail, send_invitation
from prongsai.directory.models import Key, User
from prongsai.directory.queries.accounts import address_of
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.accounts import OwnAccount, PersonMissing, Post
from prongsai.directory.services.accounts import (
    grant_duty,
    is_waiting_for,
    make_account,
    password_link,
    require_granter,
)
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_INVITE = Text("เชิญผู้มีบทบาท %(role)s", "invite somebody with the role %(role)s")
_CLOSE = Text("ปิดหรือเปิดบัญชี", "close an account or open it again")


@dataclass(frozen=True)
class Invited:
    """What an invitation did; `link` is "" when they have a password, or when it was mailed."""

    person: int
    email: str
    is_new: bool
    link: str
    was_sent: bool


def invite(
    email: str,
    post: Post,
    *,
    name: str = "",
    site: str,
    language: str = "th",
    by: Actor,
    now: datetime,
) -> Invited:
    """Give somebody a role, with an account if they have none, and a link to set a password.

    The link is mailed; where there is no mail, or it fails, it is returned to be handed over.

    Raises:
        NotAllowed: a coordinator invites officers of their own agency, the centre everybody.
        AddressUnreadable, NameTooLong, AgencyMissing, UnitMissing, DutyMisplaced.
    """
    place = {"agency": post.agency, "unit": post.unit, "ministry": post.ministry}
    with transaction.atomic():
        require_granter(by, _INVITE, post.role, **place)
        known = User.objects.filter(email=address_of(email)).first()
        person = known.pk if known else make_account(email, name=name, by=by, now=now)
        grant_duty(email, post.role, **place, by=by, now=now)
    if known is not None and not is_waiting_for(known, by):
        return Invited(person, known.email, is_new=False, link="", was_sent=False)
    return send_link(person, site=site, language=language, is_new=known is None, by=by, now=now)


def send_link(
    person_id: int,
    *,
    site: str,
    language: str = "th",
    is_new: bool = False,
    by: Actor,
    now: datetime,
) -> Invited:
    """Mail somebody a link to set a password; return it where there is no mail, or it fails.

    Raises:
        NotAllowed, PersonMissing.
    """
    user = _person(person_id)
    link = password_link(user.email, site=site, language=language, by=by, now=now)
    was_sent = has_mail() and send_invitation(user.email, name=str(user), link=link)
    return Invited(user.pk, user.email, is_new, "" if was_sent else link, was_sent)


@transaction.atomic
def close_account(person_id: int, *, by: Actor, now: datetime) -> None:
    """Let somebody in no more: sessions and keys end; duties stay, to wait.

    Raises:
        NotAllowed, PersonMissing.
        OwnAccount: somebody must be left who can open it again.
    """
    require_role(by, _CLOSE, Role.CENTRAL)
    user = _person(person_id)
    if user.pk == by.user:
        raise OwnAccount()
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    keys = Key.objects.filter(user=user, is_ended=False).update(is_ended=True)
    audit("account.closed", user.email[:100], by=by, now=now, sessions=len(sessions), keys=keys)


@transaction.atomic
def open_account(person_id: int, *, by: Actor, now: datetime) -> None:
    """Let somebody in again, with the duties that they have; keys stay ended.

    Raises:
        NotAllowed, PersonMissing.
    """
    require_role(by, _CLOSE, Role.CENTRAL)
    user = _person(person_id)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit("account.opened", user.email[:100], by=by, now=now)


def _person(person_id: int) -> User:
    user = User.objects.filter(pk=person_id).first()
    if user is None:
        raise PersonMissing()
    return user
