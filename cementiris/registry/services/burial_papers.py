"""The frozen text of permits and receipts of burials, exhumations, relocations, reductions and clearances."""

from collections.abc import Sequence
from typing import Any, cast

from cementiris.documents.kinds import BurialPaper, Overruled, ReceiptPaper, Resting
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import BurialEntry, ClearanceEntry, ExhumationEntry
from cementiris.registry.models import ActKind, BurialUnit, HealthGroup, Movement, PersonKind, Remains
from cementiris.registry.place_in_words import place_of
from cementiris.registry.queries import laid_to_rest
from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.facts import ClearanceBasis, Conservation, ExhumationPurpose, TitleBasis
from cementiris.registry.services.papers import day_text, filled, place_part, right_part

OverruledLines = Sequence[dict[str, str]] | Sequence[Overruled]
CONSERVATION_WORDS = {
    Conservation.NONE: "",
    Conservation.TEMPORARY: "Conservació transitòria",
    Conservation.EMBALMED: "Embalsamament",
}
GROUP_WORDS: dict[str, str] = {HealthGroup.GROUP_1: "I", HealthGroup.GROUP_2: "II"}
TITLE_WORDS = {
    TitleBasis.SHOWN: "",
    TitleBasis.LOST: "El titular declara que ha perdut el títol.",
    TitleBasis.DECEASED_IS_HOLDER: "La persona difunta és titular del dret.",
    TitleBasis.SUCCESSORS_AGREE: "El titular és mort i hi estan d’acord la persona beneficiària o la majoria dels "
    "successors.",
    TitleBasis.NONE: "",
}
PURPOSE_WORDS = {
    ExhumationPurpose.SAME_CEMETERY: "",
    ExhumationPurpose.OTHER_CEMETERY: "Un altre cementiri",
    ExhumationPurpose.CREMATION: "Cremació",
    ExhumationPurpose.HANDED_OVER: "Lliurament a la família",
    ExhumationPurpose.JUDICIAL: "On disposi l’autoritat judicial",
}
BASIS_WORDS = {
    ClearanceBasis.HOLDER: "A petició del titular del dret.",
    ClearanceBasis.ENDED: "El dret funerari s’ha extingit.",
    ClearanceBasis.CHARITY: "Inhumacions de beneficència: ha passat el termini legal.",
}
BURIAL_EXCEPTION = "Consta una autorització per inhumar abans de les 24 hores."
CHARITY = (
    "Inhumació de beneficència: paga el municipi. Els hereus poden obtenir el dret de la sepultura en el termini de "
    "dos anys; passat el termini legal, les restes van a la fossa comuna."
)
ANNEX_1 = "Mort per una causa de l’annex I."
NAMELESS = "Persona desconeguda"


def deceased_text(entry: BurialEntry) -> str:
    """The deceased as papers and the journal name them; of somebody alive only that remains of theirs were buried."""
    if entry.is_clinical:
        return str(Remains(entry.remains).label)
    return entry.deceased.text or NAMELESS


def names_text(rows: Sequence[Movement]) -> str:
    """The names of several, as the journal keeps them: the first ones and how many more."""
    names = [str(row.deceased) for row in rows]
    shown = ", ".join(names[:3])[:180]
    return shown if len(names) <= 3 else f"{shown} i {len(names) - 3} més"


def _licence(number: str, on: str) -> str:
    return ", ".join(part for part in (number, on) if part)


def _notes(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def people_part(rows: Sequence[Movement]) -> list[Resting]:
    """Some of those who rest in a unit, and since when."""
    return [Resting(name=str(row.deceased), since=day_text(row.on_from) if row.on else "") for row in rows]


def burial_paper(unit: BurialUnit, entry: BurialEntry, overruled: OverruledLines) -> BurialPaper:
    """What the burial permit says; made before the burial is written, so that who rests there is who was there."""
    on = entry.buried.day.earliest
    assert on is not None
    paper = dict(
        **place_part(unit),
        **right_part(unit, on),
        deceased=entry.deceased.text or (NAMELESS if not entry.is_clinical else deceased_text(entry)),
        remains=str(Remains(entry.remains).label),
        at=str(entry.buried),
        **_of_the_deceased(entry),
        **filled(
            licence=_licence(entry.licence_number, day_text(entry.licence_on)),
            judicial_authorisation=entry.judicial_authorisation,
            cremation_certificate=entry.cremation_certificate,
            authorisation=entry.health_authorisation,
            conservation=CONSERVATION_WORDS[entry.conservation],
            funeral_company=entry.funeral_company,
            origin=entry.origin,
            exhumed_on=day_text(entry.exhumed_on),
            title_basis="" if entry.is_charity else TITLE_WORDS[entry.title_basis],
            notes=_notes(
                BURIAL_EXCEPTION if entry.early_burial_authorised else "",
                ANNEX_1 if entry.annex_1_cause else "",
                CHARITY if entry.is_charity else "",
            ),
            instructions=entry.instructions.strip(),
            resting=people_part(laid_to_rest(unit, on)),
            overruled=overruled,
        ),
    )
    return cast(BurialPaper, paper)


def _of_the_deceased(entry: BurialEntry) -> dict[str, Any]:
    if entry.is_clinical:
        return {"is_clinical": True}
    return filled(
        deceased_national_id=entry.deceased.national_id,
        died_on=str(entry.died),
        health_group=GROUP_WORDS.get(entry.health_group, ""),
    )


def _of_the_resting(movement: Movement) -> dict[str, Any]:
    person = movement.deceased
    is_nobody = person.kind == PersonKind.UNKNOWN
    return dict(
        deceased=str(person),
        **filled(
            deceased_national_id=person.national_id,
            died_on=PartialDate.parse_edtf(person.died_on).display() if person.died_on else "",
            health_group="" if is_nobody else GROUP_WORDS.get(person.health_group, ""),
            laid_on=PartialDate.parse_edtf(movement.on).display() if movement.on else "",
        ),
    )


def departure_paper(
    kind: ActKind, movement: Movement, entry: ExhumationEntry, facts: ExhumationFacts, overruled: OverruledLines
) -> BurialPaper:
    """What the permit of an exhumation, relocation or reduction says."""
    unit = movement.to_unit
    assert unit is not None
    others = [row for row in laid_to_rest(unit, facts.on) if row.pk != movement.pk]
    paper = dict(
        **place_part(unit),
        **right_part(unit, facts.on),
        **_of_the_resting(movement),
        remains=str(Remains(facts.leaves_as).label),
        at=day_text(facts.on),
        **filled(
            work="Reducció de restes" if kind == ActKind.REDUCTION else "",
            judicial_authorisation=entry.judicial_authorisation,
            authorisation=entry.health_authorisation,
            cremation_certificate=entry.cremation_certificate,
            funeral_company=entry.funeral_company,
            destination=_destination(kind, entry),
            reburied_on=day_text(entry.reburied_on) if entry.destination else "",
            returns_as="Cendres, després de la cremació" if entry.cremated else "",
            recipient=entry.recipient.name,
            notes=ANNEX_1 if entry.annex_1_cause else "",
            instructions=entry.instructions.strip(),
            resting=people_part(others),
            overruled=overruled,
        ),
    )
    return cast(BurialPaper, paper)


def _destination(kind: ActKind, entry: ExhumationEntry) -> str:
    if kind == ActKind.REDUCTION:
        return "La mateixa sepultura"
    if entry.destination:
        return place_of(entry.destination)
    return ": ".join(part for part in (PURPOSE_WORDS[entry.purpose], entry.elsewhere) if part)


def clearance_paper(
    unit: BurialUnit, rows: Sequence[Movement], entry: ClearanceEntry, overruled: OverruledLines
) -> BurialPaper:
    """What the permit of a clearance says: everybody who leaves, and to which common place."""
    assert entry.on is not None
    assert entry.destination is not None
    keys = {row.pk for row in rows}
    others = [row for row in laid_to_rest(unit, entry.on) if row.pk not in keys]
    paper = dict(
        **place_part(unit),
        **right_part(unit, entry.on),
        deceased=names_text(rows),
        people=people_part(rows),
        remains="Restes",
        at=day_text(entry.on),
        destination=place_of(entry.destination),
        work="Trasllat a un lloc comú",
        **filled(
            judicial_authorisation=entry.judicial_authorisation,
            notes=BASIS_WORDS[entry.basis],
            instructions=entry.instructions.strip(),
            resting=people_part(others),
            overruled=overruled,
        ),
    )
    return cast(BurialPaper, paper)


def receipt_paper(movement: Movement, entry: ExhumationEntry, facts: ExhumationFacts) -> ReceiptPaper:
    """What the receipt for surrendered remains says: who takes away what, of whom, and to where."""
    unit = movement.to_unit
    assert unit is not None
    paper = dict(
        **place_part(unit),
        **_of_the_resting(movement),
        remains=str(Remains(facts.leaves_as).label),
        at=day_text(facts.on),
        recipient=entry.recipient.name,
        **filled(
            recipient_national_id=entry.recipient.national_id,
            kinship=entry.recipient.kinship,
            destination=_destination(ActKind.EXHUMATION, entry),
            funeral_company=entry.funeral_company,
        ),
    )
    return cast(ReceiptPaper, paper)
