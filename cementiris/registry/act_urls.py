"""Addresses of the acts: burials, grants, renewals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
