"""The register of anomalies: what contradicts itself or is left unsettled, and the pages that put each right."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.desk.inventory import without_place
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    Holding,
    HoldingRole,
    LapseFile,
    LapseStatus,
    Movement,
    Remains,
    Standing,
    UnitKind,
)
from cementiris.registry.queries import (
    BEGINNING,
    BODY_YEARS,
    dead_owners,
    live_rights,
    ordinance_on,
    resting,
    still_stated,
    units_on,
)
from cementiris.registry.rules.calendar import add_years
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS

Units = QuerySet[BurialUnit]
Rights = QuerySet[Concession]


@dataclass(frozen=True)
class Cure:
    """A page that puts an anomaly right; it is about the unit, or about its right."""

    label: str | Promise
    page: str
    is_of_the_right: bool = False


@dataclass(frozen=True)
class Anomaly:
    """One kind of anomaly: how it is called in the address, what it is, which units have it, how it is cured.

    Of an anomaly of rights `find` returns the rights themselves, else the units. Each is one set, read once: asked unit
    by unit, a large town would wait for minutes.
    """

    key: str
    title: str | Promise
    why: str | Promise
    find: Callable[[date], Rights] | Callable[[date], Units]
    cures: tuple[Cure, ...]
    code: str = ""

    def units(self, on: date) -> Units:
        """The units that have it on the day."""
        found: Any = self.find(on)
        keys = found.order_by().values("unit" if found.model is Concession else "pk")
        return units_on(on).filter(_among("pk", keys))

    def rights(self, on: date, units: Iterable[int]) -> dict[int, int]:
        """By unit, the key of the right that is wrong; empty for an anomaly that is not of a right."""
        found: Any = self.find(on)
        if found.model is not Concession:
            return {}
        return dict(found.filter(unit__in=list(units)).order_by("pk").values_list("unit", "pk"))


def _counting(on: date) -> Rights:
    """The accepted right that counts for each unit: live, and not followed by another that has begun by the day."""
    accepted = live_rights(on).filter(standing=Standing.ACCEPTED)
    later = accepted.filter(unit=OuterRef("unit"), granted_from__gt=Coalesce(OuterRef("granted_from"), BEGINNING))
    return accepted.filter(~Exists(later))


def _among(field: str, keys: Any) -> Q:
    """Whether the field is among the keys of another query, read once as a set.

    Given a bare IN, a planner without statistics (a town just brought in) joins row by row; an OR keeps it from that.
    """
    return Q(**{f"{field}__in": keys}) | Q(**{field: 0})


def _used(on: date) -> Any:
    """The keys of the units where somebody rests."""
    return resting(on).filter(to_unit__isnull=False).order_by().values("to_unit")


def dead_holder(on: date) -> Rights:
    """Rights in the name of somebody who has died (R13)."""
    return _counting(on).filter(_among("pk", dead_owners(on).order_by().values("concession")))


def undated_perpetual(on: date) -> Rights:
    """Old perpetual rights whose end cannot be counted (R4)."""
    return _counting(on).filter(perpetual=True, term__endswith__isnull=True)


def two_rights(on: date) -> Rights:
    """Rights that contradict another and wait for a clerk (X1)."""
    return live_rights(on).filter(standing=Standing.DISPUTED)


def overdue(on: date) -> Rights:
    """Rights whose term is over and that nobody has settled nor opened a file of."""
    under_way = LapseFile.objects.exclude(status=LapseStatus.CLOSED)
    return _counting(on).filter(expires_until__lt=on).exclude(pk__in=under_way.order_by().values("concession"))


def without_holder(on: date) -> Rights:
    """Rights that name nobody who owns them on the day."""
    held = Holding.objects.filter(role__in=HoldingRole.owners())
    held = held.filter(Q(since__isnull=True) | Q(since__lte=on)).filter(Q(until__isnull=True) | Q(until__gt=on))
    return _counting(on).exclude(pk__in=held.order_by().values("concession"))


def outside_a_right(on: date) -> Units:
    """Units of private use where somebody rests and nobody holds a right."""
    private = units_on(on).filter(_among("pk", _used(on))).exclude(kind__in=UnitKind.communal())
    return private.exclude(pk__in=live_rights(on).order_by().values("unit"))


def against_the_source(on: date) -> Units:
    """Units that the old source showed in a state that rights and burials contradict (R55)."""
    used, held = Q(pk__in=_used(on)), Q(pk__in=live_rights(on).order_by().values("unit"))
    wrong = (still_stated(on, "occupied") & ~used) | (still_stated(on, "free") & (used | held))
    return units_on(on).filter(wrong)


def bodies_among_ashes(on: date) -> Units:
    """Columbaria and urn spaces in which a body is written down (X9)."""
    recent = resting(on).filter(remains=Remains.BODY, deceased__died_until__gt=add_years(on, -BODY_YEARS))
    return units_on(on).filter(_among("pk", recent.order_by().values("to_unit")), kind__in=ASHES_ONLY_KINDS)


def too_full(on: date) -> Units:
    """Units with more bodies, remains or urns than the ordinance says of their kind (X7)."""
    room = ordinance_on(on).capacities
    rows = (
        resting(on)
        .filter(to_unit__kind__in=room)
        .order_by()
        .values("to_unit", "to_unit__kind")
        .annotate(
            bodies=Count("pk", filter=_is_body(on)),
            urns=Count("pk", filter=Q(remains=Remains.ASHES)),
            all=Count("pk"),
        )
    )
    return units_on(on).filter(pk__in=[row["to_unit"] for row in rows if _is_over(row, room[row["to_unit__kind"]])])


def _is_body(on: date) -> Q:
    return Q(remains=Remains.BODY, deceased__died_until__gt=add_years(on, -BODY_YEARS))


def _is_over(row: Mapping[str, Any], room: Mapping[str, int]) -> bool:
    here = {"bodies": row["bodies"], "urns": row["urns"], "remains": row["all"] - row["bodies"] - row["urns"]}
    return any(count > room.get(what, count) for what, count in here.items())


def short_and_emptied(on: date) -> Rights:
    """Short rights over units that everybody has left, which the ordinance wants given back (R30)."""
    ordinance = ordinance_on(on)
    if not ordinance.retrocession_when_emptied:
        return Concession.objects.none()
    left = Movement.objects.filter(from_unit__isnull=False, annulled=False, on_from__lte=on).order_by()
    short = _counting(on).filter(term_years__lte=ordinance.retrocession_short_years)
    return short.filter(_among("unit", left.values("from_unit"))).exclude(unit__in=_used(on))


CORRECT_RIGHT = Cure(_("Corregeix el dret"), "correct_right", is_of_the_right=True)
GRANT = Cure(_("Concedeix el dret"), "grant")
ANOMALIES = (
    Anomaly(
        "titular-difunt", _("El titular consta com a difunt"), _("El dret ha d’anar a nom d’una persona viva."),
        dead_holder, (Cure(_("Transmet per causa de mort"), "succession"),), "R13",
    ),
    Anomaly(
        "perpetu-sense-data", _("Dret a perpetuïtat sense la primera data"), _("No es pot comptar quan acaba."),
        undated_perpetual, (CORRECT_RIGHT,), "R4",
    ),
    Anomaly(
        "dos-drets", _("Dos drets que es contradiuen"), _("Dos drets diuen que valen alhora: digueu quin val."),
        two_rights, (Cure(_("Decidiu quin val"), "correct_right", is_of_the_right=True),), "X1",
    ),
    Anomaly(
        "vencuts", _("Drets que han acabat i no s’han tancat"), _("Cal prorrogar-los o obrir-ne l’expedient."),
        overdue, (Cure(_("Renova el dret"), "renew"), Cure(_("Obre l’expedient"), "open_lapse")), "R55",
    ),
    Anomaly(
        "sense-titular", _("Drets sense titular"), _("No consta a nom de qui són."), without_holder,
        (CORRECT_RIGHT, GRANT), "R13",
    ),
    Anomaly(
        "sense-dret", _("Inhumacions fora de cap dret"), _("Hi reposa algú i ningú no hi té cap dret."),
        outside_a_right, (GRANT,), "R51",
    ),
    Anomaly(
        "curts-i-buits", _("Drets curts que han quedat buits"), _("L’ordenança vol que es retornin."),
        short_and_emptied, (Cure(_("Retorna el dret"), "retrocede"),), "R30",
    ),
    Anomaly(
        "massa-plenes", _("Sepultures amb més gent de la que hi cap"), _("Passen de la cabuda de l’ordenança."),
        too_full, (Cure(_("Redueix restes"), "reduce"), Cure(_("Corregeix la descripció"), "describe")), "X7",
    ),
    Anomaly(
        "cadavers-en-columbari", _("Cadàvers en un columbari"), _("En un columbari només hi van cendres."),
        bodies_among_ashes, (Cure(_("Corregeix la descripció"), "describe"),), "X9",
    ),
    Anomaly(
        "font-antiga", _("La font antiga deia una altra cosa"), _("L’estat de la font no lliga amb el registre."),
        against_the_source, (Cure(_("Corregeix la descripció"), "describe"),), "R55",
    ),
    Anomaly(
        "sense-lloc", _("Sepultures sense lloc"), _("No són a cap alçat ni al plànol."), without_place,
        (Cure(_("Digueu on és"), "describe"),),
    ),
)  # fmt: skip
"""In the order in which they hurt."""


@dataclass(frozen=True)
class CountedAnomaly:
    """A kind of anomaly with how many units have it."""

    anomaly: Anomaly
    count: int


def counted_anomalies(on: date) -> list[CountedAnomaly]:
    """Return every kind with its count, those that the town has none of too."""
    return [CountedAnomaly(anomaly, anomaly.units(on).count()) for anomaly in ANOMALIES]


def chosen_anomaly(key: str, counted: list[CountedAnomaly]) -> Anomaly:
    """Return the kind that the address names; for any other word, the first that the town has any of."""
    by_key = {one.anomaly.key: one.anomaly for one in counted}
    found = next((one.anomaly for one in counted if one.count), ANOMALIES[0])
    return by_key.get(key, found)


@dataclass(frozen=True)
class Link:
    """A cure for one unit."""

    label: str | Promise
    url: str


def cures_of(anomaly: Anomaly, unit: BurialUnit, right: int | None, town: str) -> list[Link]:
    """Return where to put the anomaly of one unit right, in the order of what is usual."""
    keys = [(cure, right if cure.is_of_the_right else unit.pk) for cure in anomaly.cures]
    return [
        Link(cure.label, reverse(f"registry:{cure.page}", kwargs={"town": town, "pk": key}))
        for cure, key in keys
        if key
    ]
