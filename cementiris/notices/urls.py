"""Addresses of campaigns and letters, inside a town."""

from django.urls import URLPattern

app_name = "notices"

urlpatterns: list[URLPattern] = []
