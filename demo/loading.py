"""Brings the two invented towns in through the very services that a real town's files pass through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.accounts.services import let_in
from cementiris.county.services import count_town
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import municipality
from cementiris.tenancy.statistics import refresh_statistics
from demo.acts import register_first_acts
from demo.generator import write_papers
from demo.ground import draw_ground
from demo.rulebooks import write_rulebook
from demo.stories.programme import PROGRAMME
from demo.stories.stage import Stage, play
from demo.towns import TOWNS, VILACLARA, Town
from gis.services.survey_files import bring_in
from gis.services.survey_plan import Bringing
from gis.surveys.packing import from_disk
from gis.surveys.reading import SurveyRequest
from imports.rows import SourceFile
from imports.services.commit import commit
from imports.services.stage import read_again, stage

PASSWORD = "cementiri-demo"
LAYERS = ("recinte", "blocs", "tombes", "entrada")


@dataclass(frozen=True)
class Login:
    """One of the fixed accounts of the demo; without a town it is the county's."""

    email: str
    name: str
    town: str = ""
    role: str = ""


LOGINS = (
    Login("aina@vilaclara.example", "Aina Soler", "vilaclara", Role.CLERK),
    Login("bernat@vilaclara.example", "Bernat Puig", "vilaclara", Role.READER),
    Login("admin@vilaclara.example", "Roser Vila", "vilaclara", Role.ADMINISTRATOR),
    Login("brigada@vilaclara.example", "Pau Mas", "vilaclara", Role.GRAVEDIGGER),
    Login("carla@puigfosc.example", "Carla Font", "puigfosc", Role.CLERK),
    Login("tecnica@comarca.example", "Tecla Roca"),
)


class NotOurDatabase(Exception):
    """The database holds towns or people that are not the demo's: invented ones must not be mixed with them."""


def is_loaded() -> bool:
    """Whether both towns are there with all that belongs to them."""
    return len(TOWNS) == sum(_has_cemetery(town) for town in Municipality.objects.filter(code__in=_codes()))


def load(folder: Path, at: datetime) -> None:
    """Open both towns with their accounts and registers; a town that is there already stays as it is.

    Raises NotOurDatabase, having written nothing, when the database holds anything else.
    """
    _refuse_strangers()
    for town in TOWNS:
        opened = _open(town)
        if not _has_cemetery(opened):
            with municipality(opened.pk), transaction.atomic():
                _fill(town, folder, at)
            refresh_statistics()
            with municipality(opened.pk):
                _tell_its_past(town, at)
                count_town(on=timezone.localtime(at).date(), at=at)
    _let_the_county_in()


def _refuse_strangers() -> None:
    if Municipality.objects.exclude(code__in=_codes()).exists():
        raise NotOurDatabase
    if User.objects.exclude(email__in=[login.email for login in LOGINS]).exists():
        raise NotOurDatabase


def _codes() -> list[str]:
    return [town.code for town in TOWNS]


def _has_cemetery(town: Municipality) -> bool:
    with municipality(town.pk):
        return Cemetery.objects.exists()


def _open(town: Town) -> Municipality:
    name, title = town.signer
    opened, _ = Municipality.objects.get_or_create(
        code=town.code,
        defaults={
            "name": town.name,
            "slug": town.slug,
            "address": town.postal_address,
            "postal_code": town.postal_code,
            "phone": town.phone,
            "email": town.email,
            "opening_hours": town.opening_hours,
            "signer_name": name,
            "signer_title": title,
        },
    )
    for login in LOGINS:
        if login.town == town.slug:
            let_in(_user(login), opened, login.role)
    return opened


def _user(login: Login) -> User:
    user = User.objects.filter(email=login.email).first()
    return user or User.objects.create_user(login.email, PASSWORD, name=login.name)


def _let_the_county_in() -> None:
    for login in LOGINS:
        if not login.town:
            user = _user(login)
            user.is_county_technician = True
            user.save(update_fields=["is_county_technician"])


def _fill(town: Town, folder: Path, at: datetime) -> None:
    papers = folder / town.slug
    papers.mkdir(parents=True, exist_ok=True)
    workbook, survey = write_papers(town, papers, at.date())
    write_rulebook(town, _clerk_of(town), at.date())
    _import_register(town, workbook, _clerk_of(town), at)
    _import_plan(town, survey, _clerk_of(town), at)
    draw_ground(town, _clerk_of(town), at)


def _tell_its_past(town: Town, at: datetime) -> None:
    stage = Stage(_clerk_of(town), timezone.localtime(at).date())
    play(PROGRAMME[town.slug], stage)
    if town is VILACLARA:
        register_first_acts(_clerk_of(town), at)


def _clerk_of(town: Town) -> User:
    return User.objects.get(email=next(login.email for login in LOGINS if login.town == town.slug))


def _import_register(town: Town, workbook: Path, clerk: User, at: datetime) -> None:
    files: Sequence[SourceFile] = [SourceFile(workbook.name, workbook.read_bytes())]
    batch = stage(files, cemetery_name=town.cemetery, mapping={}, actor=clerk)
    commit(batch, read_again(batch), actor=clerk, at=at)


def _import_plan(town: Town, survey: Path, clerk: User, at: datetime) -> None:
    wish = Bringing(cemetery_name=town.cemetery, actor=clerk, at=at)
    for layer in LAYERS:
        bring_in(from_disk(survey), SurveyRequest("codi", layer), wish, commit=True)
