"""Addresses of accounts: those of allauth that are meant, under the names that it knows them by."""

from allauth.account import views as account
from allauth.mfa import urls as second_factor
from allauth.socialaccount import views as other
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from prongsai.directory.rules.imports import Kind
from prongsai.directory.views import account as own
from prongsai.directory.views import agencies, importing, jobs, keys, people

_ACCOUNTS = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", include(second_factor)),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("other/cancelled/", other.login_cancelled, name="socialaccount_login_cancelled"),
    path("other/failed/", other.login_error, name="socialaccount_login_error"),
]
_OWN = [
    path("me/", own.me, name="me"),
    path("me/keys/", keys.keys, name="keys"),
    path("desk/jobs/<uuid:job>/", jobs.job, name="job"),
]
_PEOPLE = [
    path("desk/people/", people.people, name="people"),
    path("desk/people/invite/", people.invite, name="invite"),
    path("desk/people/<int:person>/", people.person, name="person"),
    path("desk/people/<int:person>/close/", people.close, name="close"),
]
_AGENCIES = [
    path("desk/agencies/", agencies.agencies, name="agencies"),
    path("desk/agencies/<str:agency>/", agencies.units, name="units"),
]


def _tables(kind: Kind, place: str = "") -> list[URLPattern]:
    """Return where a kind of table is imported and exported."""
    told, name = {"kind": kind}, kind.value
    into, out = f"desk/import/{name}/{place}", f"desk/export/{place}{name}.<str:form>"
    return [
        path(into, importing.choose, told, name=f"import_{name}"),
        path(f"{into}check/", importing.check, told, name=f"check_{name}"),
        path(f"{into}faults.csv", importing.faults, told, name=f"faults_{name}"),
        path(out, importing.export, told, name=f"export_{name}"),
    ]


_TABLES = [
    *_tables(Kind.AGENCIES),
    *_tables(Kind.PEOPLE),
    *_tables(Kind.UNITS, "<str:agency>/"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_OWN + _PEOPLE + _AGENCIES + _TABLES, "directory"))),
    path("accounts/", include(_ACCOUNTS)),
]
