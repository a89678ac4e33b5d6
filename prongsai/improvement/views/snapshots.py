"""Plans as they stood: kept after six and twelve months; baseline against today."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.improvement.queries.progress import against_baseline, progress_of
from prongsai.improvement.queries.snapshots import snapshot_seen, snapshots_of
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.states import SNAPSHOT_KINDS, SnapshotKind
from prongsai.improvement.services.snapshots import take_snapshot
from prongsai.improvement.views.places import Place, answered, plan_page, tried

_TAKEN = (SnapshotKind.SIX_MONTHS, SnapshotKind.TWELVE_MONTHS)


@plan_page()
def snapshots(request: HttpRequest, place: Place) -> HttpResponse:
    """Show what was kept, and what changed since the plan was approved."""
    context = place.context(
        kept=snapshots_of(place.plan),
        kinds=[(kind.value, SNAPSHOT_KINDS[kind]) for kind in _TAKEN],
        progress=progress_of(place.plan, place.today),
        changes=against_baseline(place.plan),
    )
    return render(request, "improvement/snapshots.html", context)


@plan_page()
def snapshot(request: HttpRequest, place: Place, *, snapshot: int) -> HttpResponse:
    """Show the plan as it stood on a day."""
    context = place.context(seen=snapshot_seen(place.plan, snapshot))
    return render(request, "improvement/snapshot.html", context)


@plan_page(reads=require_planner, writes=require_planner)
def freeze(request: HttpRequest, place: Place, *, kind: str) -> HttpResponseBase:
    """Say what will be kept for good, and keep it."""
    if kind not in {one.value for one in _TAKEN}:
        raise Http404
    wanted, form = SnapshotKind(kind), None
    if request.method == "POST":
        form = tried(lambda: take_snapshot(place.plan, wanted, **place.doing))
        if form.is_valid():
            messages.success(request, _("The progress is kept as it stands."))
            return place.to("snapshots")
    context = place.context(
        form=form,
        kind_name=SNAPSHOT_KINDS[wanted],
        **place.counts,
    )
    return render(request, "improvement/freeze.html", context, status=answered(request))
