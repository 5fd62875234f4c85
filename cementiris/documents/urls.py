"""Addresses of issued papers and of their words, inside a town."""

from django.urls import path

from cementiris.documents import views

app_name = "documents"

urlpatterns = [
    path("documents/<int:pk>/", views.document, name="document"),
    path("textos/", views.wordings, name="wordings"),
    path("textos/<slug:kind>/", views.wording, name="wording"),
]
