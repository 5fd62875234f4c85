"""A large invented installation: towns of very different size, filled by COPY, town by town under its own policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cementiris.accounts.models import Municipality
from cementiris.accounts.reference import ReferenceMunicipality, municipalities
from cementiris.accounts.services import open_town
from cementiris.registry.models import (
    BurialUnit,
    Cemetery,
    Concession,
    Holding,
    Movement,
    MovementKind,
    Ordinance,
    Person,
    Remains,
    Section,
    UnitKind,
)
from cementiris.registry.names import search_key
from cementiris.tenancy.bulk import insert_many
from cementiris.tenancy.scope import municipality
from demo.history import years_after
from demo.people import draw_national_id, draw_person, draw_street, draw_surname
from demo.sizes import share_out

SRID = 25831
FLOORS, WALL = 5, 200
UNITS_OF_A_CEMETERY = 1500
SHARE_OF_GRAVES = 0.2
FIRST_YEAR = 1905


@dataclass(frozen=True)
class Size:
    """How much is asked for in all."""

    municipality_count: int
    unit_count: int
    burial_count: int
    seed: int = 1
    share_of_graves: float = SHARE_OF_GRAVES


def choose_towns(size: Size) -> list[tuple[ReferenceMunicipality, int, int]]:
    """The towns, largest first, each with its units and burials; towns already open are left alone."""
    taken = set(Municipality.objects.values_list("code", flat=True))
    free = [town for code, town in sorted(municipalities().items()) if code not in taken]
    towns = Random(size.seed).sample(free, min(size.municipality_count, len(free)))
    weights = [max(1, town.population) ** 0.6 for town in towns]
    units, burials = share_out(size.unit_count, weights), share_out(size.burial_count, weights)
    return sorted(zip(towns, units, burials, strict=True), key=lambda row: -row[1])


def seed(size: Size, on: date) -> Iterator[Municipality]:
    """Fill one town after the other and yield it; each is written whole or not at all."""
    for place, (town, unit_count, burial_count) in enumerate(choose_towns(size)):
        opened, _ = open_town(town.code)
        random = Random(f"{size.seed}-{place}")
        with municipality(opened.pk), transaction.atomic():
            TownSeed(random, on, opened.name, size.share_of_graves).fill(unit_count, burial_count)
        yield opened


@dataclass
class TownSeed:
    """The rows of one town while they are drawn."""

    random: Random
    on: date
    town: str
    share_of_graves: float = SHARE_OF_GRAVES
    units: list[BurialUnit] = field(default_factory=list)

    def fill(self, unit_count: int, burial_count: int) -> None:
        """Write ordinance, cemeteries, units, rights and burials."""
        Ordinance.objects.create(valid_from=date(2000, 1, 1))
        self.units = self._places(unit_count)
        insert_many(BurialUnit, self.units)
        self._write_burials(burial_count)
        self._write_rights()

    def _places(self, unit_count: int) -> list[BurialUnit]:
        cemetery_count = -(-unit_count // UNITS_OF_A_CEMETERY)
        units: list[BurialUnit] = []
        for place, count in enumerate(share_out(unit_count, [1.0] * cemetery_count)):
            units += self._cemetery(place, count)
        return units

    def _cemetery(self, place: int, unit_count: int) -> list[BurialUnit]:
        east, north = 400_000 + self.random.randint(0, 90_000), 4_600_000 + self.random.randint(0, 90_000)
        cemetery = Cemetery.objects.create(
            name="Cementiri municipal" if place == 0 else f"Cementiri {place + 1}",
            footprint=_rectangle(east, north, 150, 150),
            entrance=Point(east + 75, north, srid=SRID),
        )
        grave_count = int(unit_count * self.share_of_graves)
        units = self._graves(cemetery, grave_count, east, north)
        rest = unit_count - grave_count
        for wall in range(-(-rest // WALL)):
            units += self._wall(cemetery, wall, min(WALL, rest - wall * WALL), (east, north))
        return units

    def _graves(self, cemetery: Cemetery, count: int, east: float, north: float) -> list[BurialUnit]:
        if count == 0:
            return []
        field_ = Section.objects.create(cemetery=cemetery, level_name="Zona", name="Jardí")
        kinds = self.random.choices(
            (UnitKind.TOMB, UnitKind.GRAVE_IN_EARTH, UnitKind.PANTHEON, UnitKind.OSSUARY), (80, 15, 4, 1), k=count
        )
        units = []
        for place, kind in enumerate(kinds):
            x, y = east + 10 + place % 60 * 2, north + 20 + place // 60 * 3.5
            unit = BurialUnit(cemetery=cemetery, section=field_, kind=kind, footprint=_rectangle(x, y, 1.1, 2.4))
            unit.point = Point(x + 0.55, y + 1.2, srid=SRID)
            unit.set_number(str(place + 1))
            units.append(unit)
        return units

    def _wall(self, cemetery: Cemetery, place: int, count: int, corner: tuple[float, float]) -> list[BurialUnit]:
        columns = -(-count // FLOORS)
        east, north = corner[0] + 3 + place % 3 * 45, corner[1] + 3 + place // 3 * 8
        kind = UnitKind.COLUMBARIUM if place % 7 == 6 else UnitKind.NICHE
        wall = Section.objects.create(
            cemetery=cemetery,
            name=_letters(place),
            floors=FLOORS,
            columns=columns,
            footprint=_rectangle(east, north, columns * 0.8, 2.6),
        )
        units = []
        for number in range(count):
            floor, column = number // columns + 1, number % columns + 1
            unit = BurialUnit(cemetery=cemetery, section=wall, kind=kind, floor=floor, column=column)
            unit.point = Point(east + column * 0.8 - 0.4, north + 1.3, srid=SRID)
            unit.set_number(str(number + 1))
            units.append(unit)
        return units

    def _write_burials(self, burial_count: int) -> None:
        places = self.random.choices(self.units, k=burial_count)
        days = [self._day() for _ in places]
        dead = [self._dead(day) for day in days]
        insert_many(Person, dead)
        movements = [self._burial(unit, person, day) for unit, person, day in zip(places, dead, days, strict=True)]
        movements += [self._later(movement) for movement in movements if self.random.random() < 0.03]
        insert_many(Movement, movements)

    def _day(self) -> date:
        """Burials of which a register still knows: few from long ago, more from each decade."""
        years = int((self.on.year - FIRST_YEAR) * self.random.random() ** 1.7)
        return self.on - timedelta(days=years * 365 + self.random.randint(1, 365))

    def _written(self, day: date) -> str:
        """The day as the register tells it: mostly whole, in old books the year alone, sometimes nothing."""
        draw = self.random.random()
        if draw < 0.86:
            return day.isoformat()
        if draw < 0.94:
            return str(day.year)
        if draw < 0.98:
            return day.isoformat()[:7]
        return f"{day.year}?" if draw < 0.99 else ""

    def _dead(self, day: date) -> Person:
        born_year = day.year - self.random.randint(40, 95)
        drawn = draw_person(self.random, born_year=born_year)
        text = f"{drawn.given_name} {drawn.surname1} i {drawn.surname2}"
        return Person(
            text=text,
            given_name=drawn.given_name,
            surname1=drawn.surname1,
            surname2=drawn.surname2,
            folded=search_key(text),
            died_on=self._written(day),
            is_dead=True,
        )

    def _burial(self, unit: BurialUnit, person: Person, day: date) -> Movement:
        is_ashes = unit.kind == UnitKind.COLUMBARIUM or (day.year > 2000 and self.random.random() < 0.3)
        return Movement(
            kind=MovementKind.BURIAL,
            deceased=person,
            cemetery_id=unit.cemetery_id,
            to_unit=unit,
            on=(day + timedelta(days=1)).isoformat() if len(person.died_on) == len("2026-11-22") else person.died_on,
            remains=Remains.ASHES if is_ashes else Remains.BODY,
        )

    def _later(self, burial: Movement) -> Movement:
        """One in thirty was moved later, within the cemetery or away."""
        new_place = self.random.choice(self.units)
        stays = self.random.random() < 0.6 and new_place.cemetery_id == burial.cemetery_id
        return Movement(
            kind=MovementKind.RELOCATION if stays else MovementKind.EXHUMATION,
            deceased_id=burial.deceased_id,
            cemetery_id=burial.cemetery_id,
            from_unit_id=burial.to_unit_id,
            to_unit=new_place if stays else None,
            on=(self.on - timedelta(days=self.random.randint(1, 300))).isoformat(),
            remains=Remains.REMAINS,
        )

    def _write_rights(self) -> None:
        granted = [unit for unit in self.units if unit.kind not in UnitKind.communal() and self.random.random() < 0.86]
        rights = [self._right(unit, title) for title, unit in enumerate(granted, start=1)]
        holders = [self._holder() for _ in rights]
        insert_many(Concession, rights)
        insert_many(Person, holders)
        holdings = [
            Holding(concession=right, person=person, text=person.text)
            for right, person in zip(rights, holders, strict=True)
        ]
        insert_many(Holding, holdings)

    def _right(self, unit: BurialUnit, title: int) -> Concession:
        is_perpetual = self.random.random() < 0.22
        years = 99 if is_perpetual else self.random.choices((50, 25, 5), (75, 17, 8))[0]
        age = self.random.randint(0, int(min(years, 90) * (1.0 if is_perpetual else 1.12)))
        granted_on = self.on - timedelta(days=age * 365 + self.random.randint(1, 365))
        expires_on = years_after(granted_on, years)
        return Concession(
            unit=unit,
            title_number=str(title),
            granted_on=granted_on.isoformat(),
            term_years=None if is_perpetual else years,
            perpetual=is_perpetual,
            expires_on=expires_on.isoformat(),
            term=DateRange(granted_on, expires_on),
        )

    def _holder(self) -> Person:
        drawn = draw_person(self.random, born_year=self.random.randint(1935, 1995), family=draw_surname(self.random))
        has_address = self.random.random() < 0.9
        return Person(
            text=drawn.full,
            given_name=drawn.given_name,
            surname1=drawn.surname1,
            surname2=drawn.surname2,
            folded=search_key(drawn.full),
            national_id=draw_national_id(self.random) if self.random.random() < 0.7 else "",
            address=draw_street(self.random) if has_address else "",
            postal_code=f"08{self.random.randint(100, 980)}" if has_address else "",
            locality=self.town if has_address else "",
        )


def _rectangle(east: float, north: float, width: float, depth: float) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((east, north, east + width, north + depth)), srid=SRID)


def _letters(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(65 + letter) + name
    return name


def in_all(towns: Sequence[Municipality]) -> tuple[int, int, int]:
    """How many towns, units and burials these towns hold now."""
    units = burials = 0
    for town in towns:
        with municipality(town.pk):
            units += BurialUnit.objects.count()
            burials += Movement.objects.filter(kind=MovementKind.BURIAL).count()
    return len(towns), units, burials
