"""How a program says for whom it acts: `Authorization: Bearer KEY`. Cookies say nothing here."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Router
from ninja.security import HttpBearer

from prongsai.directory.queries import people
from prongsai.directory.queries.agencies import id_of
from prongsai.directory.queries.jobs import job_for
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.services.keys import holder_of
from prongsai.methodology.wording import Text

_CALL = Text("เรียกใช้บริการนี้", "call this operation")
router = Router(tags=["directory"])


class KeyAuth(HttpBearer):
    """Lets in whoever holds a key; the operation finds the actor as `request.auth`.

    In: the roles that may call the operation at all; none where that depends on more. Who has none
        of them, or for another agency than the address names, is refused before what they sent is
        read; the service asks again.
    """

    def __init__(self, *roles: Role) -> None:
        super().__init__()
        self._roles = roles

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return who acts by the key.

        Raises:
            SecondFactorMissing, NotAllowed.
        """
        holder = holder_of(token.strip(), now=now())
        if holder is not None and self._roles:
            here = request.resolver_match
            agency = id_of(str(here.kwargs.get("agency", ""))) if here else None
            require_role(holder, _CALL, *self._roles, agency=agency)
        return holder


@router.get("/me", auth=KeyAuth(), summary="For whom this key acts")
def show_holder(request: Any) -> dict[str, Any]:
    """Return the account of the key, with its duties, as `prongsai people list --json` does."""
    (person,) = people(user=request.auth.user)
    return person.payload()


@router.get("/jobs/{uuid:job}", auth=KeyAuth(), summary="How far a background job is")
def show_job(request: Any, job: UUID) -> dict[str, Any]:
    """Return a job: its state, the step it is at, what came out or why it failed."""
    return job_for(request.auth, job).payload()
