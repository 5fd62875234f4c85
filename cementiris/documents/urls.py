"""Addresses of issued papers, inside a town."""

from django.urls import path

from cementiris.documents import views

app_name = "documents"

urlpatterns = [path("documents/<int:pk>/", views.document, name="document")]
