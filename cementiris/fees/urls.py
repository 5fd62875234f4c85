"""Addresses of the tariffs, inside a town."""

from django.urls import path

from cementiris.fees import views

app_name = "fees"

urlpatterns = [
    path("", views.index, name="index"),
    path("calcula/", views.calculator, name="calculator"),
    path("nova/", views.begin, name="begin"),
    path("<int:pk>/", views.tariff, name="tariff"),
    path("<int:pk>/dades/", views.head, name="head"),
    path("<int:pk>/full.xlsx", views.export, name="export"),
    path("<int:pk>/importa/", views.bring, name="bring"),
    path("<int:pk>/linies/nova/", views.new_rate, name="new_rate"),
    path("<int:pk>/recarrecs/nou/", views.new_adjustment, name="new_adjustment"),
    path("<int:pk>/publica/", views.publish, name="publish"),
    path("<int:pk>/versio/", views.version, name="version"),
    path("<int:pk>/descarta/", views.discard, name="discard"),
    path("linies/<int:pk>/", views.rate, name="rate"),
    path("recarrecs/<int:pk>/", views.adjustment, name="adjustment"),
]
