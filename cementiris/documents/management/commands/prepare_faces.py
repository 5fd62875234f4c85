"""`prepare_faces`: cut the type faces of papers before anybody waits for one."""

from typing import Any

from django.core.management.base import BaseCommand

from cementiris.documents.faces import FACES, face_file


class Command(BaseCommand):
    """Make the faces that papers embed, once per installation; later runs find them ready."""

    help = "Cuts the type faces of papers, so that the first paper does not wait for them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Cut what is missing."""
        for face in FACES:
            face_file(face)
