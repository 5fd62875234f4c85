"""Addresses above the towns."""

from django.urls import path

from cementiris.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("consulta/", views.citizens, name="citizens"),
    path("accessibilitat/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("privacitat/", views.page, {"name": "privacy"}, name="privacy"),
    path("ajuda/", views.page, {"name": "help"}, name="help"),
    path("robots.txt", views.robots, name="robots"),
]
