"""Addresses of files, of works licences and of the gravedigger's agenda."""

from django.urls import path

from cementiris.registry.views import agenda, attachments, photographs, works

urlpatterns = [
    path("sepultures/<int:pk>/documents/", attachments.unit_files, name="unit_files"),
    path("sepultures/<int:pk>/documents/afegeix/", attachments.attach, name="attach"),
    path("sepultures/<int:pk>/fotografia/", photographs.of_unit, name="photograph_unit"),
    path("blocs/<int:pk>/fotografies/", photographs.section_files, name="section_files"),
    path("blocs/<int:pk>/fotografia/", photographs.of_section, name="photograph_section"),
    path("fotografies/camera/", attachments.photo_day, name="photo_day"),
    path("actes/<int:pk>/documents/", attachments.act_files, name="act_files"),
    path("adjunts/<int:pk>/", attachments.attachment, name="attachment"),
    path("adjunts/<int:pk>/petita/", attachments.preview, name="attachment_preview"),
    path("adjunts/<int:pk>/retira/", attachments.withdraw_attachment, name="withdraw_attachment"),
    path("llicencies/", works.licences, name="licences"),
    path("llicencies/<int:pk>/feta/", works.finish, name="finish_licence"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/full/", agenda.agenda_day, name="agenda_day"),
    path("agenda/feines/<int:pk>/", agenda.work_order, name="work_order"),
    path("agenda/feines/<int:pk>/feta/", agenda.work_done, name="work_done"),
    path("agenda/feines/<int:pk>/canvia/", agenda.move_work, name="move_work"),
    path("agenda/feines/<int:pk>/anulla/", agenda.call_off_work, name="call_off_work"),
    path("sepultures/<int:pk>/feina/", agenda.new_work, name="new_work"),
]
