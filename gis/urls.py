"""Addresses of cemeteries and their plan, inside a town."""

from django.urls import path

from gis.views import cemeteries, editing, exports, keys, photographs, plan, prints, surveys, walks, wfs

app_name = "gis"

urlpatterns = [
    path("cementiris/", cemeteries.cemeteries, name="cemeteries"),
    path("cementiris/<int:pk>/", cemeteries.cemetery, name="cemetery"),
    path("cementiris/<int:pk>/dibuix/", editing.editor, name="editor"),
    path("cementiris/<int:pk>/dibuix/esbos/", editing.sketch, name="sketch"),
    path("dibuix/<int:pk>/desfes/", editing.undo, name="undo_edit"),
    path("cementiris/<int:pk>/capes.geojson", cemeteries.layers, name="layers"),
    path("cementiris/<int:pk>/troba/", plan.find, name="find"),
    path("cementiris/mapes-de-fons/", plan.backgrounds, name="backgrounds"),
    path("cementiris/<int:pk>/imprimeix/", prints.printing, name="printing"),
    path("cementiris/<int:pk>/alcat.pdf", prints.wall, name="print_wall"),
    path("cementiris/<int:pk>/planol.pdf", prints.plan, name="print_plan"),
    path("cementiris/<int:pk>/feina.pdf", prints.work, name="print_work"),
    path("cementiris/<int:pk>/planols/", surveys.surveys, name="surveys"),
    path("cementiris/<int:pk>/planols/nou/", surveys.new_survey, name="new_survey"),
    path("planols/<int:pk>/", surveys.survey, name="survey"),
    path("planols/<int:pk>/progres/", surveys.survey_progress, name="survey_progress"),
    path("planols/<int:pk>/torna-a-llegir/", surveys.read_survey_again, name="read_survey_again"),
    path("planols/<int:pk>/incorpora/", surveys.commit_survey, name="commit_survey"),
    path("planols/<int:pk>/desfes/", surveys.undo_survey, name="undo_survey"),
    path("planols/<int:pk>/elements.geojson", surveys.survey_features, name="survey_features"),
    path("planols/<int:pk>/llistes/<slug:name>/", surveys.survey_list, name="survey_list"),
    path("planols/<int:pk>/llistes/<slug:name>.xlsx", surveys.survey_workbook, name="survey_workbook"),
    path("blocs/<int:pk>/alcat-previst/", cemeteries.planned_wall, name="planned_wall"),
    path("sepultures/<int:pk>/veins/", cemeteries.neighbours, name="neighbours"),
    path("cementiris/<int:pk>/fotografies/", photographs.photographs, name="photographs"),
    path("cementiris/<int:pk>/fotografies.geojson", photographs.photograph_pins, name="photograph_pins"),
    path("sepultures/<int:pk>/cami/", walks.walk, name="walk"),
    path("dades/", exports.choices, name="exports"),
    path("dades/capes.gpkg", exports.geopackage, name="geopackage"),
    path("dades/capa.geojson", exports.geojson_file, name="geojson"),
    path("dades/claus/", keys.keys, name="keys"),
    path("dades/claus/<int:pk>/anulla/", keys.revoke, name="revoke_key"),
    path("wfs/", wfs.wfs, name="wfs"),
]
