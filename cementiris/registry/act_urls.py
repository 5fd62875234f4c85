"""Addresses of the acts: burials, grants, renewals. Each page that writes has a sister that only judges, for htmx."""

from django.urls import path

from cementiris.registry.views import burials, concessions

urlpatterns = [
    path("enterraments/", burials.burials, name="burials"),
    path("actes/<int:pk>/", burials.act, name="act"),
    path("sepultures/<int:pk>/inhumar/", burials.bury, name="bury"),
    path("sepultures/<int:pk>/inhumar/comprova/", burials.check_bury, name="check_bury"),
    path("sepultures/<int:pk>/exhumar/", burials.exhume, name="exhume"),
    path("sepultures/<int:pk>/exhumar/comprova/", burials.check_exhume, name="check_exhume"),
    path("sepultures/<int:pk>/traslladar/", burials.relocate, name="relocate"),
    path("sepultures/<int:pk>/traslladar/comprova/", burials.check_relocate, name="check_relocate"),
    path("sepultures/<int:pk>/concedir/", concessions.grant, name="grant"),
    path("sepultures/<int:pk>/concedir/comprova/", concessions.check_granting, name="check_grant"),
    path("sepultures/<int:pk>/renovar/", concessions.renew, name="renew"),
    path("sepultures/<int:pk>/renovar/comprova/", concessions.check_renewing, name="check_renew"),
]
