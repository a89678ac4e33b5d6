"""Keys by which programs act for a person: made, ended, and recognised."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from prongsai.directory.models import Key
from prongsai.directory.queries import actor_of, lacks_second_factor
from prongsai.directory.rules import Actor, NotAllowed, SecondFactorMissing
from prongsai.directory.rules.keys import (
    LONGEST_KEY_NAME,
    KeyMissing,
    KeyNameless,
    digest_of,
    new_key,
)
from prongsai.foundation.services.audit import audit
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text

_MAKE = Text("สร้างกุญแจ API", "make an API key")


@transaction.atomic
def make_key(name: str, *, by: Actor, now: datetime) -> str:
    """Make a key that acts for its maker; return it, for the only time.

    Raises:
        NotAllowed: the program itself has no account to act for.
        KeyNameless: it would not be known which one to end.
    """
    if by.user is None:
        raise NotAllowed(action=_MAKE)
    named = repaired(name)
    if not 0 < len(named) <= LONGEST_KEY_NAME:
        raise KeyNameless()
    token = new_key()
    key = Key.objects.create(user_id=by.user, name=named, digest=digest_of(token), made_at=now)
    audit("key.made", key, by=by, now=now, name=named)
    return token


@transaction.atomic
def end_key(key_id: int, *, by: Actor, now: datetime) -> None:
    """Let a key of one's own open nothing any more; one that is ended stays so.

    Raises:
        KeyMissing: it is not theirs, or not at all.
    """
    key = Key.objects.select_for_update().filter(pk=key_id, user=by.user).first()
    if key is None:
        raise KeyMissing()
    if key.is_ended:
        return
    key.is_ended = True
    key.save(update_fields=["is_ended"])
    audit("key.ended", key, by=by, now=now, name=key.name)


def holder_of(token: str, *, now: datetime) -> Actor | None:
    """Return who acts by a key, and note the day; None when it opens nothing.

    Raises:
        SecondFactorMissing: their role needs one, for a key as for a session.
    """
    key = Key.objects.select_related("user").filter(digest=digest_of(token), is_ended=False).first()
    if key is None or not key.user.is_active:
        return None
    if lacks_second_factor(key.user_id):
        raise SecondFactorMissing()
    today = localdate(now)
    if key.used_on != today:
        Key.objects.filter(pk=key.pk).update(used_on=today)
    return actor_of(key.user)
