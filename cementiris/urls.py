"""All addresses: pages above the towns, the public search, then each town's own."""

from django.urls import include, path
from django.views.i18n import set_language

handler404 = "cementiris.lookup.views.not_found"
handler500 = "cementiris.accounts.views.server_error"

urlpatterns = [
    path("", include("cementiris.accounts.urls")),
    path("idioma/", set_language, name="set_language"),
    path("comptes/", include("allauth.urls")),
    path("comarca/", include("cementiris.county.urls")),
    path("consulta/<slug:town>/", include("cementiris.lookup.urls")),
    path("<slug:town>/", include("cementiris.desk.urls")),
    path("<slug:town>/", include("cementiris.registry.urls")),
    path("<slug:town>/", include("gis.urls")),
    path("<slug:town>/", include("cementiris.documents.urls")),
    path("<slug:town>/taxes/", include("cementiris.fees.urls")),
    path("<slug:town>/avisos/", include("cementiris.notices.urls")),
    path("<slug:town>/importacions/", include("imports.urls")),
]
