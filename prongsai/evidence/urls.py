"""Addresses of the working area that are about what agencies disclose and what is decided of it."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "evidence"
_AGENCY: list[URLPattern | URLResolver] = []
_ROUND: list[URLPattern | URLResolver] = [
    path("agencies/<str:agency>/", include(_AGENCY)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("work/rounds/<str:framework>/<int:year>/", include(_ROUND)),
]
