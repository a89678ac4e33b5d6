"""What became of the weak points a year later."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.improvement.queries.effect import effect_of
from prongsai.improvement.views.places import Place, plan_page


@plan_page()
def effect(request: HttpRequest, place: Place) -> HttpResponse:
    """Show each measure's items before and after, beside similar agencies without such a one."""
    return render(request, "improvement/effect.html", place.context(effects=effect_of(place.plan)))
