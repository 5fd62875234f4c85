"""Addresses of the imports, inside a town."""

from django.urls import path

from imports import views

app_name = "imports"

urlpatterns = [
    path("", views.index, name="index"),
    path("nova/", views.upload, name="upload"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/columnes/", views.columns, name="columns"),
    path("<int:pk>/incorpora/", views.commit, name="commit"),
    path("<int:pk>/progres/", views.progress, name="progress"),
    path("<int:pk>/informe.json", views.report, name="report"),
    path("sepultura/<int:pk>/", views.unit_sources, name="unit_sources"),
]
