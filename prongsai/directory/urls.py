"""Addresses of accounts: those of allauth that are meant, under the names that it knows them by."""

from allauth.account import views as account
from allauth.mfa import urls as second_factor
from allauth.socialaccount import views as other
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from prongsai.directory.views import account as own

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
urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", include(([path("", own.me, name="me")], "directory"))),
    path("accounts/", include(_ACCOUNTS)),
]
