"""A plan's file from the moment it is sent until it is imported or put away."""

from collections.abc import Mapping
from datetime import datetime

from prongsai.directory.rules import Actor
from prongsai.foundation.rules import UploadGone
from prongsai.foundation.services.uploads import (
    Sent,
    drop_upload,
    keep_upload,
    upload_name,
    upload_path,
)
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.files import require_plan_file
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.importing import ImportedPlan, import_plan


def receive_plan_file(plan: Plan, file: Sent, *, by: Actor, now: datetime) -> None:
    """Keep a file until it is imported; it takes the place of an earlier one.

    Raises:
        NotAllowed, PlanFileUnknown, UploadTooLarge.
    """
    require_planner(by, plan.agency_id)
    require_plan_file(file.name or "")
    keep_upload(file, by=by, now=now, purpose=_purpose(plan))


def check_plan_file(
    plan: Plan, *, mapped: Mapping[str, str] | None = None, by: Actor, now: datetime
) -> tuple[str, ImportedPlan]:
    """Return the name of the file that waits, and what importing it would do.

    Raises:
        UploadGone: none waits.
        UserError: see `import_plan`.
    """
    path = upload_path(upload_name(_purpose(plan), by=by), by=by)
    return path.name, import_plan(plan, path, mapped=mapped, dry_run=True, by=by, now=now)


def import_plan_file(
    plan: Plan, *, sha256: str, mapped: Mapping[str, str], by: Actor, now: datetime
) -> ImportedPlan:
    """Import the file that waits, when it is the one that was looked at; then it is removed.

    Raises:
        UploadGone: none waits, or another was sent meanwhile.
        UserError: see `import_plan`.
    """
    _, checked = check_plan_file(plan, mapped=mapped, by=by, now=now)
    if checked.sha256 != sha256:
        raise UploadGone()
    name = upload_name(_purpose(plan), by=by)
    found = import_plan(plan, upload_path(name, by=by), mapped=mapped, by=by, now=now)
    drop_upload(name, by=by)
    return found


def drop_plan_file(plan: Plan, *, by: Actor) -> None:
    """Remove the file that waits.

    Raises:
        NotAllowed
    """
    require_planner(by, plan.agency_id)
    drop_upload(upload_name(_purpose(plan), by=by), by=by)


def _purpose(plan: Plan) -> str:
    return f"plan {plan.pk}"
