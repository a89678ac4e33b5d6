"""Which address leads where. Thai pages stand at the root, English ones below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from prongsai.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", include("prongsai.portal.transparency.urls")),
        path("", include("prongsai.reports.urls")),
        path("", include("prongsai.surveys.urls")),
        path("", include("prongsai.evidence.urls")),
        path("", include("prongsai.assessments.urls")),
        path("", include("prongsai.improvement.urls")),
        path("", include("prongsai.results.urls")),
        path("", include("prongsai.directory.urls")),
        path("", include("prongsai.foundation.urls")),
        prefix_default_language=False,
    ),
]
handler404 = "prongsai.foundation.views.not_found"
handler429 = "prongsai.directory.views.account.too_many"
handler500 = "prongsai.foundation.views.broken"
