"""The frozen text of the papers that acts of the register issue. Papers speak Catalan, whoever presses the button."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.db.models import Q

from cementiris.documents.kinds import Resting, RightPaper, town_snapshot
from cementiris.registry.models import BurialUnit, Concession, Holding, HoldingRole
from cementiris.registry.place_in_words import place_of
from cementiris.registry.queries import ordinance_on, owners, resting_in, right_of


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


def resting_part(unit: BurialUnit, on: date) -> list[Resting]:
    """Who rests in the unit on the day."""
    rows = resting_in(unit, on)
    return [Resting(name=str(row.deceased), since=day_text(row.on_from) if row.on else "") for row in rows]


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
            term=term_text(concession),
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


def term_text(concession: Concession) -> str:
    """For how long the right is given, as papers write it; "" where nobody knows."""
    if concession.perpetual:
        return "Dret antic a perpetuïtat"
    return years_text(concession.term_years or 0)


def years_text(count: int) -> str:
    """A number of years as papers write it, "" for none."""
    return f"{count} {'any' if count == 1 else 'anys'}" if count else ""


def euros(amount: Decimal | None) -> str:
    """An amount as papers write it: 1.896,35 €; "" where there is none."""
    if amount is None:
        return ""
    return f"{amount:,.2f} €".translate(str.maketrans(",.", ".,"))
