"""Addresses of the imports, inside a town."""

from django.urls import path

from imports.views import batches, issues, reading, sources, undoing

app_name = "imports"

urlpatterns = [
    path("", batches.index, name="index"),
    path("nova/", batches.upload, name="upload"),
    path("<int:pk>/", batches.batch, name="batch"),
    path("<int:pk>/progres/", batches.progress, name="progress"),
    path("<int:pk>/incorpora/", batches.commit, name="commit"),
    path("<int:pk>/informe.json", batches.report, name="report"),
    path("<int:pk>/informe/", batches.sign, name="sign"),
    path("<int:pk>/desfes/", undoing.undo, name="undo"),
    path("<int:pk>/fulls/", reading.sheets, name="sheets"),
    path("<int:pk>/columnes/", reading.columns, name="columns"),
    path("<int:pk>/paraules/", reading.words, name="words"),
    path("<int:pk>/torna-a-llegir/", reading.reread, name="reread"),
    path("<int:pk>/incidencies/", issues.issues, name="issues"),
    path("<int:pk>/files/<int:position>/", issues.row, name="row"),
    path("<int:pk>/files/<int:position>/deixa-fora/", issues.aside, name="aside"),
    path("<int:pk>/files/<int:position>/inclou/", issues.restore, name="restore"),
    path("<int:pk>/refusades.xlsx", issues.refused, name="refused"),
    path("<int:pk>/refusades/", issues.take_back, name="take_back"),
    path("sepultura/<int:pk>/", sources.unit_sources, name="unit_sources"),
    path("dret/<int:pk>/", sources.right_sources, name="right_sources"),
    path("persona/<int:pk>/", sources.person_sources, name="person_sources"),
]
