"""Addresses of the working area that are about improvement plans."""

from django.urls import URLPattern, URLResolver, include, path

from prongsai.improvement.views import (
    actions,
    deciding,
    effect,
    files,
    following,
    groups,
    looks,
    measures,
    meetings,
    outcomes,
    plans,
    points,
    snapshots,
    tasks,
    themes,
)

app_name = "improvement"
_FILES: list[URLPattern | URLResolver] = [
    path("import/", files.import_plan, name="import_plan"),
    path("import/check/", files.check_import, name="check_import"),
    path("export.<str:form>", files.export, name="export"),
]
_PLAN: list[URLPattern | URLResolver] = [
    path("", plans.plan, name="plan"),
    path("draft/", plans.draft, name="draft"),
    path("refresh/", plans.refresh, name="refresh"),
    path("points/", points.points, name="points"),
    path("themes/new/", themes.new_theme, name="new_theme"),
    path("themes/<int:theme>/", themes.theme, name="theme"),
    path("measures/new/", measures.new_measure, name="new_measure"),
    path("measures/<int:measure>/", following.measure, name="measure"),
    path("measures/<int:measure>/edit/", measures.edit_measure, name="edit_measure"),
    path("measures/<int:measure>/delete/", measures.delete_measure, name="delete_measure"),
    path("actions/new/", actions.new_action, name="new_action"),
    path("actions/<int:action>/", actions.action, name="action"),
    path("actions/<int:action>/files/<int:file>/", actions.action_file, name="action_file"),
    path("outcomes/new/", outcomes.new_outcome, name="new_outcome"),
    path("outcomes/<int:outcome>/", outcomes.outcome, name="outcome"),
    path("board/", looks.board, name="board"),
    path("calendar/", looks.calendar, name="calendar"),
    path("units/", looks.units, name="units"),
    path("decide/", deciding.decide, name="decide"),
    path("snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/<int:snapshot>/", snapshots.snapshot, name="snapshot"),
    path("snapshots/<str:kind>/", snapshots.freeze, name="freeze"),
    path("effect/", effect.effect, name="effect"),
    path("group/", groups.group, name="group"),
    path("group/new/", groups.new_appointment, name="new_appointment"),
    path("group/<int:appointment>/", groups.appointment, name="appointment"),
    path("meetings/new/", meetings.new_meeting, name="new_meeting"),
    path("meetings/<int:meeting>/", meetings.meeting, name="meeting"),
    path("decisions/<int:decision>/", meetings.take_up, name="take_up"),
    *_FILES,
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/plans/", plans.plans, name="plans"),
    path("desk/tasks/", tasks.tasks, name="tasks"),
    path("desk/tasks/<int:task>/", tasks.task, name="task"),
    path("desk/plans/<str:framework>/<int:year>/<str:agency>/", include(_PLAN)),
]
