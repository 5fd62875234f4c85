"""Addresses of campaigns and letters, inside a town."""

from django.urls import path

from cementiris.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.campaign, name="campaign"),
    path("<int:pk>/tria/", views.choose, name="choose"),
    path("<int:pk>/congela/", views.freeze, name="freeze"),
    path("<int:pk>/progres/", views.progress, name="progress"),
    path("<int:pk>/cartes.pdf", views.letters, name="letters"),
    path("<int:pk>/llista.xlsx", views.letter_list, name="list"),
    path("<int:pk>/segon-intent.pdf", views.second_attempt, name="second_attempt"),
    path("<int:pk>/envia/", views.post, name="post"),
    path("text/", views.wording, name="wording"),
    path("sepultura/<int:pk>/", views.unit_letters, name="unit_letters"),
    path("cartes/<int:pk>.pdf", views.letter, name="letter"),
    path("cartes/<int:pk>/resultat/", views.outcome, name="outcome"),
    path("cartes/<int:pk>/desfes/", views.undo, name="undo"),
]
