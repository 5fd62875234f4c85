"""Files, licences and orders as typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.gis.geos import Point
from django.core.files import File

from cementiris.registry.models import Act, AttachmentKind, OrderKind, WorksKind


@dataclass(frozen=True, kw_only=True)
class FilesEntry:
    """Files brought together for one unit; `act` is the act that they belong to, where it is not one of their own.

    `point` is where photographs were taken (EPSG:25831).
    """

    files: tuple[File[bytes], ...] = ()
    kind: str = AttachmentKind.OTHER
    act: Act | None = None
    taken_on: date | None = None
    point: Point | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class LicenceEntry:
    """A works licence as typed. `planned_at` orders the work from the gravedigger; a day without an hour is a date."""

    kind: str = WorksKind.HEADSTONE
    on: date | None = None
    due_on: date | None = None
    applicant: str = ""
    contractor: str = ""
    description: str = ""
    planned_at: date | datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OrderEntry:
    """An order for the gravedigger as typed; a day without an hour is a date."""

    kind: str = OrderKind.OTHER
    when: date | datetime | None = None
    instructions: str = ""
