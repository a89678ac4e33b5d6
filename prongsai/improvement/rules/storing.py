"""Plans as JSON and back, without loss: what snapshots keep, exports write and the API speaks."""

import json
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from prongsai.improvement.rules.content import PlanContent, SnapshotContent
from prongsai.improvement.rules.faults import PlanUnreadable

#: The shape of what is written; a later shape gets another number.
FORMAT = 1
_Value = TypeVar("_Value")
_PLAN = TypeAdapter(PlanContent)
_SNAPSHOT = TypeAdapter(SnapshotContent)


def plan_kept(plan: PlanContent) -> dict[str, Any]:
    """Return a plan as JSON; `plan_read` reads it back."""
    return {"format": FORMAT, **_PLAN.dump_python(plan, mode="json")}


def plan_read(kept: Any) -> PlanContent:
    """Return the plan that some JSON tells of.

    Raises:
        PlanUnreadable: it is none; names the first place that is wrong.
    """
    return _read(_PLAN, kept)


def snapshot_kept(snapshot: SnapshotContent) -> dict[str, Any]:
    """Return a snapshot as JSON; `snapshot_read` reads it back."""
    return {"format": FORMAT, **_SNAPSHOT.dump_python(snapshot, mode="json")}


def snapshot_read(kept: Any) -> SnapshotContent:
    """Return the snapshot that some JSON tells of.

    Raises:
        PlanUnreadable
    """
    return _read(_SNAPSHOT, kept)


def digest_of(kept: dict[str, Any]) -> str:
    """Return the SHA-256 of JSON as it is kept; equal plans have equal digests."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _read(adapter: TypeAdapter[_Value], kept: Any) -> _Value:
    if not isinstance(kept, dict):
        raise PlanUnreadable(place="-", why="object")
    shape = kept.get("format", FORMAT)
    if shape != FORMAT:
        raise PlanUnreadable(place="format", why=str(shape))
    try:
        return adapter.validate_python({k: v for k, v in kept.items() if k != "format"})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise PlanUnreadable(place=place, why=first["msg"]) from error
