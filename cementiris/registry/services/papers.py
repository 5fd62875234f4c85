"""The frozen text of the papers that acts of the register issue. Papers speak Catalan, whoever presses the button."""

from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q

from cementiris.documents.kinds import BurialPaper, Resting, RightPaper, town_snapshot
from cementiris.registry.entries import BurialEntry, ExhumationEntry
from cementiris.registry.models import BurialUnit, Concession, HealthGroup, Holding, HoldingRole, Movement, Remains
from cementiris.registry.place_in_words import place_of
from cementiris.registry.queries import ordinance_on, owners, resting_in, right_of
from cementiris.registry.rules.facts import Conservation

CONSERVATION_WORDS = {
    Conservation.NONE: "",
    Conservation.TEMPORARY: "Conservació transitòria",
    Conservation.EMBALMED: "Embalsamament",
}
GROUP_WORDS: dict[str, str] = {HealthGroup.GROUP_1: "I", HealthGroup.GROUP_2: "II"}
BURIAL_EXCEPTION = "Consta una autorització per inhumar abans de les 24 hores."


def day_text(day: date | None) -> str:
    """A day as papers write it, with its hour where there is one; "" where it is unknown."""
    if isinstance(day, datetime):
        return f"{day:%d/%m/%Y}, {day.hour}.{day.minute:02d}"
    return f"{day:%d/%m/%Y}" if day else ""


def filled(**values: Any) -> dict[str, Any]:
    """Only what there is something to say of."""
    return {name: value for name, value in values.items() if value}


def place_part(unit: BurialUnit) -> dict[str, Any]:
    """The town and the place, with which every paper begins."""
    return {
        "town": town_snapshot(unit.municipality),
        "unit": place_of(unit),
        "unit_kind": unit.get_kind_display(),
    }


def right_part(unit: BurialUnit, on: date) -> dict[str, str]:
    """Who holds the right over the unit on the day, and until when."""
    concession = right_of(unit, on)
    if concession is None:
        return {}
    holder = owners([concession.pk], on).first()
    return filled(
        holder=str(holder) if holder else "",
        title_number=concession.title_number,
        expires_on=day_text(concession.expires_until),
    )


def _licence(number: str, on: date | None) -> str:
    return ", ".join(part for part in (number, day_text(on)) if part)


def resting_part(unit: BurialUnit, on: date) -> list[Resting]:
    """Who rests in the unit on the day."""
    rows = resting_in(unit, on)
    return [Resting(name=str(row.deceased), since=day_text(row.on_from) if row.on else "") for row in rows]


def burial_paper(unit: BurialUnit, entry: BurialEntry, overruled: list[dict[str, str]]) -> BurialPaper:
    """What the burial permit says; made before the burial is written, so that who rests there is who was there."""
    on = entry.buried.day.earliest
    assert on is not None
    paper = dict(
        **place_part(unit),
        **right_part(unit, on),
        deceased=entry.deceased.text,
        remains=str(Remains(entry.remains).label),
        at=str(entry.buried),
        **filled(
            deceased_national_id=entry.deceased.national_id,
            died_on=str(entry.died),
            health_group=GROUP_WORDS.get(entry.health_group, ""),
            licence=_licence(entry.licence_number, entry.licence_on),
            judicial_authorisation=entry.judicial_authorisation,
            cremation_certificate=entry.cremation_certificate,
            conservation=CONSERVATION_WORDS[entry.conservation],
            funeral_company=entry.funeral_company,
            notes=BURIAL_EXCEPTION if entry.early_burial_authorised else "",
            resting=resting_part(unit, on),
            overruled=overruled,
        ),
    )
    return cast(BurialPaper, paper)


def departure_paper(
    unit: BurialUnit, movement: Movement, entry: ExhumationEntry, overruled: list[dict[str, str]]
) -> BurialPaper:
    """What the permit of an exhumation or relocation says."""
    assert entry.on is not None
    person = movement.deceased
    destination = place_of(entry.destination) if entry.destination else entry.elsewhere
    paper = dict(
        **place_part(unit),
        **right_part(unit, entry.on),
        deceased=str(person),
        remains=str(movement.get_remains_display()),
        at=day_text(entry.on),
        **filled(
            deceased_national_id=person.national_id,
            died_on=day_text(person.died_from) if person.died_from == person.died_until else "",
            health_group=GROUP_WORDS.get(person.health_group, ""),
            judicial_authorisation=entry.judicial_authorisation,
            authorisation=entry.health_authorisation,
            destination=destination,
            overruled=overruled,
        ),
    )
    return cast(BurialPaper, paper)


def right_paper(concession: Concession, on: date, overruled: list[dict[str, str]], **more: Any) -> RightPaper:
    """What a title or a renewal says about the right."""
    held = _holdings(concession, on)
    roles = {role: [row for row in held if row.role == role] for role in HoldingRole.values}
    holder = next(iter(roles[HoldingRole.HOLDER]), None)
    paper = dict(
        **place_part(concession.unit),
        title_number=concession.title_number,
        holder=str(holder or ""),
        **filled(
            **_holder_details(holder),
            co_holders=[str(row) for row in roles[HoldingRole.CO_HOLDER]],
            beneficiary=", ".join(str(row) for row in roles[HoldingRole.BENEFICIARY]),
            substitute=", ".join(str(row) for row in roles[HoldingRole.SUBSTITUTE]),
            granted_on=day_text(concession.granted_from),
            term=_term(concession),
            expires_on=day_text(concession.expires_until),
            regulation=ordinance_on(on).regulation,
            overruled=overruled,
            **more,
        ),
    )
    return cast(RightPaper, paper)


def _holdings(concession: Concession, on: date) -> list[Holding]:
    current = concession.holdings.filter(Q(until__isnull=True) | Q(until__gt=on))
    return list(current.select_related("person"))


def _holder_details(holder: Holding | None) -> dict[str, str]:
    if holder is None:
        return {}
    person = holder.person
    town = f"{person.postal_code} {person.locality}".strip()
    address = ", ".join(part for part in (person.address, town) if part)
    return {"holder_national_id": person.national_id, "holder_address": address}


def _term(concession: Concession) -> str:
    if concession.perpetual:
        return "Dret antic a perpetuïtat"
    return f"{concession.term_years} anys" if concession.term_years else ""
