"""Addresses of files, of works licences and of the gravedigger's agenda."""

from django.urls import path

from cementiris.registry.views import attachments

urlpatterns = [
    path("sepultures/<int:pk>/documents/", attachments.unit_files, name="unit_files"),
    path("sepultures/<int:pk>/documents/afegeix/", attachments.attach, name="attach"),
    path("sepultures/<int:pk>/documents/dia/", attachments.photo_day, name="photo_day"),
    path("actes/<int:pk>/documents/", attachments.act_files, name="act_files"),
    path("adjunts/<int:pk>/", attachments.attachment, name="attachment"),
    path("adjunts/<int:pk>/petita/", attachments.preview, name="attachment_preview"),
    path("adjunts/<int:pk>/retira/", attachments.withdraw_attachment, name="withdraw_attachment"),
]
