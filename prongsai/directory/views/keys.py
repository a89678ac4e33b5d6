"""The page of a person's own API keys."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.directory.forms import KeyForm
from prongsai.directory.queries.keys import keys_of
from prongsai.directory.rules import Actor
from prongsai.directory.rules.keys import KeyMissing
from prongsai.directory.services.keys import end_key, make_key
from prongsai.directory.views.working import working


@require_http_methods(["GET", "HEAD", "POST"])
@working
def keys(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the keys; make one, which is shown this once, or end one."""
    if "end" in request.POST:
        return _ended(request, actor)
    form, token = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        token = make_key(form.cleaned_data["name"], by=actor, now=now())
        form = KeyForm()
    context = {"form": form, "token": token, "keys": keys_of(actor)}
    return render(request, "directory/keys.html", context, status=422 if form.errors else 200)


def _ended(request: HttpRequest, actor: Actor) -> HttpResponse:
    named = request.POST["end"]
    if not named.isascii() or not named.isdecimal() or len(named) > len(str(2**63)):
        raise KeyMissing()
    end_key(int(named), by=actor, now=now())
    messages.success(request, _("The key is ended: it opens nothing any more."))
    return redirect("directory:keys")
