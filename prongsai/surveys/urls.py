"""Addresses of the surveys: short, because people type them from posters."""

from django.urls import path

from prongsai.surveys.views import answering, receipts

app_name = "surveys"
urlpatterns = [
    path("a/<str:token>/", answering.answer, name="answer"),
    path("receipts/<str:framework>/<int:year>/<str:agency>/", receipts.receipts, name="receipts"),
]
