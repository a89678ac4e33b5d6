"""Who is who."""

from prongsai.directory.models import User
from prongsai.directory.rules import Actor, Charge, Role


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
