"""One maker per thing, with sensible defaults; each writes into the town that is open."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from cementiris.fees.models import Adjustment, Rate, Tariff
from cementiris.registry.models import (
    Attachment,
    BurialUnit,
    Cemetery,
    Closure,
    ClosureReason,
    Concession,
    Holding,
    LapseCause,
    LapseFile,
    Movement,
    MovementKind,
    Ordinance,
    Person,
    Section,
    UnitKind,
    WorkOrder,
    WorksLicence,
)


def make_ordinance(**fields: Any) -> Ordinance:
    """An ordinance with the defaults of the law, valid since 2000."""
    return Ordinance.objects.create(**{"valid_from": date(2000, 1, 1), **fields})


def make_cemetery(**fields: Any) -> Cemetery:
    """The cemetery of Sant Pere."""
    return Cemetery.objects.get_or_create(**{"name": "Cementiri de Sant Pere", **fields})[0]


def make_block(**fields: Any) -> Section:
    """A wall of five floors and ten columns."""
    defaults: dict[str, Any] = {"name": "A", "floors": 5, "columns": 10}
    return Section.objects.create(**{"cemetery": fields.pop("cemetery", None) or make_cemetery(), **defaults, **fields})


def make_unit(**fields: Any) -> BurialUnit:
    """Niche 12 of no block in particular."""
    cemetery = fields.pop("cemetery", None) or (
        fields["section"].cemetery if fields.get("section") else make_cemetery()
    )
    return BurialUnit.objects.create(**{"cemetery": cemetery, "kind": UnitKind.NICHE, "number": "12", **fields})


def make_person(**fields: Any) -> Person:
    """Josep Puig i Ferrer, invented."""
    defaults = {"text": "Josep Puig i Ferrer", "given_name": "Josep", "surname1": "Puig", "surname2": "Ferrer"}
    return Person.objects.create(**{**defaults, **fields})


def make_concession(unit: BurialUnit, **fields: Any) -> Concession:
    """A right of fifty years since 1 March 2000, held by one person."""
    holder = fields.pop("holder", None) or make_person(text="Mercè Serra i Roca", given_name="Mercè", surname1="Serra")
    term = fields.pop("term", (date(2000, 3, 1), date(2050, 3, 1)))
    bounds = {
        "granted_on": term[0].isoformat() if term[0] else "",
        "expires_on": term[1].isoformat() if term[1] else "",
        "term_years": 50,
    }
    concession = Concession.objects.create(**{"unit": unit, "title_number": "T-1", "term": term, **bounds, **fields})
    Holding.objects.create(concession=concession, person=holder, text=holder.text)
    return concession


def make_burial(unit: BurialUnit, **fields: Any) -> Movement:
    """A burial of somebody on 3 May 2010."""
    deceased = fields.pop("deceased", None) or make_person(died_on=fields.get("on", "2010-05-03"), is_dead=True)
    defaults = {"kind": MovementKind.BURIAL, "to_unit": unit, "cemetery": unit.cemetery, "on": "2010-05-03"}
    return Movement.objects.create(**{**defaults, "deceased": deceased, **fields})


def make_closure(unit: BurialUnit, **fields: Any) -> Closure:
    """Works at the unit since 1 October 2026, nobody knows until when."""
    defaults = {"unit": unit, "reason": ClosureReason.WORKS, "period": (date(2026, 10, 1), None)}
    return Closure.objects.create(**{**defaults, **fields})


def make_attachment(unit: BurialUnit | None, **fields: Any) -> Attachment:
    """A scanned title of a few bytes, with a preview that is no picture."""
    kept = Attachment(**{"unit": unit, "kind": "title", "name": "titol.png", "media_type": "image/png", **fields})
    kept.size, kept.sha256 = 4, "0" * 64
    kept.file.save("99001/titol.png", ContentFile(b"\x89PNG"), save=False)
    kept.preview.save("99001/titol-petita.jpg", ContentFile(b"\xff\xd8\xff"), save=False)
    kept.save()
    return kept


def make_lapse_file(unit: BurialUnit, **fields: Any) -> LapseFile:
    """A file opened on 3 March 2026 over a right that ended with the year before."""
    concession = fields.pop("concession", None) or make_concession(
        unit, term=(date(2000, 1, 1), date(2026, 1, 1)), granted_on="2000-01-01", expires_on="2025-12-31"
    )
    defaults = {"concession": concession, "cause": LapseCause.END_OF_TERM, "opened_on": date(2026, 3, 3)}
    return LapseFile.objects.create(**{**defaults, **fields})


def make_order(unit: BurialUnit, **fields: Any) -> WorkOrder:
    """Open the unit for a burial at eleven on 24 November 2026."""
    when = {"on": date(2026, 11, 24), "at": time(11)}
    return WorkOrder.objects.create(**{"unit": unit, "kind": "burial", **when, **fields})


def make_licence(unit: BurialUnit, **fields: Any) -> WorksLicence:
    """Leave for a headstone, asked for by the holder, until May 2027."""
    days = {"granted_on": date(2026, 11, 23), "due_on": date(2027, 5, 23)}
    return WorksLicence.objects.create(
        **{"unit": unit, "kind": "headstone", "applicant": "Mercè Serra i Roca", **days, **fields}
    )


def make_tariff(**fields: Any) -> Tariff:
    """A draft of the tariff of 2026."""
    return Tariff.objects.create(**{"name": "Ordenança fiscal 12", "valid_from": date(2026, 1, 1), **fields})


def make_rate(amount: str = "320", concept: str = "grant", **fields: Any) -> Rate:
    """What a grant costs, whatever the unit."""
    tariff = fields.pop("tariff", None) or make_tariff()
    return Rate.objects.create(tariff=tariff, concept=concept, amount=Decimal(amount), **fields)


def make_adjustment(percent: str = "20", **fields: Any) -> Adjustment:
    """A surcharge of a fifth, whatever the act."""
    tariff = fields.pop("tariff", None) or make_tariff()
    return Adjustment.objects.create(tariff=tariff, percent=Decimal(percent), **fields)
