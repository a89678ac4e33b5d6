"""Addresses of documents."""

from django.urls import path

from prongsai.reports.views import analysis

app_name = "reports"
urlpatterns = [
    path("agencies/<str:code>/<int:year>/analysis.<slug:form>", analysis, name="analysis"),
]
