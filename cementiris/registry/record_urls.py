"""Addresses of what is said of acts and entries: reading, annulling, correcting."""

from django.urls import path

from cementiris.registry.views import records

urlpatterns = [
    path("actes/<int:pk>/", records.act, name="act"),
    path("actes/<int:pk>/anullar/", records.annul, name="annul"),
]
