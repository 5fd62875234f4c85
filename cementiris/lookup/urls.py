"""Addresses of this app."""

from django.urls import URLPattern

app_name = "lookup"

urlpatterns: list[URLPattern] = []
