"""Addresses of the house itself."""

from django.urls import path

from prongsai.foundation import views

app_name = "foundation"
urlpatterns = [
    path("alive", views.alive, name="alive"),
    path("look", views.look, name="look"),
]
