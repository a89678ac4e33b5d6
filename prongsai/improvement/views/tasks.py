"""Tasks as a unit sees them, on the telephone above all: what waits, and one of them."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.improvement.forms.following import NoteForm
from prongsai.improvement.queries.listing import require_sees_plans
from prongsai.improvement.queries.tasks import may_finish, my_tasks, task_of, task_row
from prongsai.improvement.rules.following import require_sends
from prongsai.improvement.services.tasks import finish_task, reopen_task
from prongsai.improvement.views.places import Place, answered, sent


@working
@require_safe
def tasks(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """List what is somebody's to do: what is late first."""
    require_sees_plans(actor)
    context = {"tasks": my_tasks(actor, today=localdate())}
    return render(request, "improvement/tasks.html", context)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, actor: Actor, task: int) -> HttpResponseBase:
    """Show a task; report it as done, or take it up again."""
    found = task_of(task, reader=actor)
    plan = found.step.measure.theme.plan
    if request.method == "POST":
        require_sends(actor, plan.agency_id)
    form = NoteForm(sent(request), initial={"note": found.note})
    place = Place(plan, actor, now())
    doing = place.doing
    steps = {
        "done": (
            lambda: finish_task(found, note=form.cleaned_data["note"], **doing),
            _("The task is reported as done."),
        ),
        "reopen": (lambda: reopen_task(found, **doing), _("The task is open again.")),
    }
    step = steps.get(request.POST.get("do", ""))
    if step and succeeds(form, step[0]):
        messages.success(request, step[1])
        if request.POST["do"] == "reopen":
            return redirect("improvement:task", task)
        return redirect("improvement:tasks")
    context = place.context(
        row=task_row(found, place.today),
        form=form,
        may_finish=place.is_followed and may_finish(found, reader=actor),
    )
    return render(request, "improvement/task.html", context, status=answered(request))
