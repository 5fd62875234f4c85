"""Rights that go from one hand to the next: successors, gifts between the living, what is given back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cementiris.registry.entries import ExhumationEntry, Recipient
from cementiris.registry.entries.endings import EndingEntry
from cementiris.registry.entries.rights import (
    BeneficiaryEntry,
    DuplicateCause,
    DuplicateEntry,
    FeesEntry,
    NameChangeEntry,
)
from cementiris.registry.entries.transfers import HeirEntry, ProvisionalEntry, SuccessionEntry, TransferEntry
from cementiris.registry.models import Movement
from cementiris.registry.rules.facts import ExhumationPurpose, RemainsKind
from cementiris.registry.rules.transfer_facts import Basis, Tie
from cementiris.registry.services.departures import register_exhumation, register_reduction, register_relocation
from cementiris.registry.services.endings import renounce, retrocede
from cementiris.registry.services.titles import change_name, designate_beneficiary, issue_duplicate, note_fees_paid
from cementiris.registry.services.transfers import give_provisional_title, succeed_holder, transfer_right
from demo.stories.cast import bury, grant, living, who
from demo.stories.stage import Stage, exact


def beneficiary_follows(stage: Stage) -> Iterator[int]:
    """A holder names who is to follow, buries his wife, dies; the beneficiary follows and two heirs renounce."""
    holder = living("Josep", "Roca i Vidal", 21_000_001, "C/ Major, 14")
    marta = living("Marta", "Roca i Serra", 21_000_002, "C/ Major, 14")
    yield 4700
    unit = stage.free_niche()
    grant(stage, unit, holder, beneficiary=marta, substitute=who("Pere", "Roca i Serra"))
    yield 4697
    bury(stage, unit, who("Dolors", "Serra i Pla"))
    yield 420
    bury(stage, unit, holder)
    died = exact(stage.day(421))
    yield 330
    heirs = [who("Joan", "Roca i Serra"), who("Neus", "Roca i Serra")]
    entry = SuccessionEntry(
        on=stage.on, asked_on=stage.day(350), died=died, recipient=marta, basis=Basis.BENEFICIARY, fees_checked=True,
        documents=("title", "last_wills"),
        heirs=tuple(HeirEntry(person=heir, basis=Basis.LAW, renounced_on=stage.day(345)) for heir in heirs),
    )  # fmt: skip
    succeed_holder(unit=unit, entry=entry, sent=stage.sent())
    yield 200
    entry_after = BeneficiaryEntry(on=stage.on, beneficiary=who("Aniol", "Puig i Roca"))
    designate_beneficiary(unit=unit, entry=entry_after, sent=stage.sent())


def will_names_a_niece(stage: Stage) -> Iterator[int]:
    """Nobody was named on the title: by will a niece follows, and the son steps aside."""
    holder = living("Ramon", "Casals i Bosch", 21_000_003, "C/ Nou, 3")
    yield 3300
    unit = stage.free_niche()
    grant(stage, unit, holder, years=25)
    yield 610
    bury(stage, unit, holder)
    died = exact(stage.day(611))
    yield 480
    entry = SuccessionEntry(
        on=stage.on, asked_on=stage.day(500), died=died, basis=Basis.TESTAMENT, fees_checked=True,
        recipient=living("Clara", "Bosch i Mir", 21_000_004, "C/ del Forn, 8"),
        documents=("title", "last_wills", "will", "death"),
        heirs=(HeirEntry(person=who("Jordi", "Casals i Font"), basis=Basis.LAW, renounced_on=stage.day(505)),),
    )  # fmt: skip
    succeed_holder(unit=unit, entry=entry, sent=stage.sent())


def couple_gives_to_the_daughter(stage: Stage) -> Iterator[int]:
    """Two hold a niche together, and give it to their daughter while they live."""
    holder = living("Antoni", "Vidal i Coma", 21_000_005, "Raval de Baix, 7")
    yield 3100
    unit = stage.free_niche()
    grant(stage, unit, holder, co_holders=(living("Carme", "Soler i Riba", 21_000_006, "Raval de Baix, 7"),))
    yield 3098
    bury(stage, unit, who("Rosa", "Coma i Prat"))
    yield 700
    entry = TransferEntry(
        on=stage.on, recipient=living("Laia", "Vidal i Soler", 21_000_007, "Av. Catalunya, 21"), tie=Tie.BLOOD,
        degree=1, fees_checked=True,
    )  # fmt: skip
    transfer_right(unit=unit, entry=entry, sent=stage.sent())


def name_and_duplicate(stage: Stage) -> Iterator[int]:
    """A holder pays the yearly fee, takes another name, loses the title and gets a duplicate."""
    yield 2200
    unit = stage.free_niche()
    grant(stage, unit, living("Maria", "López Gómez", 21_000_008, "C/ de la Font, 2"))
    yield 260
    year = stage.on.year - 1
    note_fees_paid(unit=unit, entry=FeesEntry(on=stage.on, through=year, receipt=f"{year}/118"), sent=stage.sent())
    yield 240
    change = NameChangeEntry(
        on=stage.on, holding=stage.owners(unit)[0].pk, given_name="Maria", surnames="Llopis i Gómez",
        proof="Resolució del Registre Civil",
    )  # fmt: skip
    change_name(unit=unit, entry=change, sent=stage.sent())
    yield 45
    lost = DuplicateEntry(on=stage.on, holding=stage.owners(unit)[0].pk, cause=DuplicateCause.LOSS)
    issue_duplicate(unit=unit, entry=lost, sent=stage.sent())


def short_and_left(stage: Stage) -> Iterator[int]:
    """A right of five years over a niche whose only urn the family took home: the ordinance wants it back (R30)."""
    holder = living("Berta", "Camps i Grau", 21_000_009, "Pg. de la Rambla, 40")
    yield 1400
    unit = stage.free_niche()
    grant(stage, unit, holder, years=5)
    yield 1395
    bury(stage, unit, who("Miquel", "Grau i Torra"), remains=RemainsKind.ASHES, cremation_certificate="CR-118")
    yield 75
    entry = ExhumationEntry(
        movement_id=Movement.objects.get(to_unit=unit).pk, on=stage.on, purpose=ExhumationPurpose.HANDED_OVER,
        recipient=Recipient(name=holder.text, national_id=holder.national_id, kinship="neta"),
    )  # fmt: skip
    register_exhumation(unit=unit, entry=entry, sent=stage.sent("La família el retornarà quan porti el títol."))


def given_back(stage: Stage) -> Iterator[int]:
    """A niche that was never used is given back and the town pays for the years left (R29)."""
    yield 2400
    unit = stage.free_niche()
    grant(stage, unit, living("Esteve", "Puigdevall i Mas", 21_000_010, "C/ Sant Antoni, 5"), price=Decimal(1850))
    yield 110
    signed = frozenset(holding.pk for holding in stage.owners(unit))
    retrocede(unit=unit, entry=EndingEntry(on=stage.on, signed=signed, price=Decimal(1850)), sent=stage.sent())


def renounced(stage: Stage) -> Iterator[int]:
    """Somebody who moved away renounces an empty niche, and another family gets it."""
    yield 3900
    unit = stage.free_niche()
    grant(stage, unit, living("Núria", "Ferrer i Dalmau", 21_000_011, "C/ de les Escoles, 9"), years=25)
    yield 520
    signed = frozenset(holding.pk for holding in stage.owners(unit))
    renounce(unit=unit, entry=EndingEntry(on=stage.on, signed=signed), sent=stage.sent())
    yield 500
    holder = living("Sergi", "Torras i Vila", 21_000_012, "Ctra. de Manresa, 30")
    grant(stage, unit, holder, beneficiary=who("Ona", "Torras i Pey"))
    bury(stage, unit, who("Enric", "Torras i Bou"))


def gathered_and_moved(stage: Stage) -> Iterator[int]:
    """Remains are gathered in a tomb to make room; later they go to the niche of a daughter."""
    yield 3500
    unit = stage.free_niche()
    holder = living("Aurora", "Pons i Clot", 21_000_013, "C/ Major, 51")
    grant(stage, unit, holder)
    bury(stage, unit, who("Vicenç", "Pons i Rius"))
    yield stage.in_season(620)
    movement = Movement.objects.get(to_unit=unit)
    register_reduction(unit=unit, entry=ExhumationEntry(movement_id=movement.pk, on=stage.on), sent=stage.sent())
    yield stage.in_season(210)
    new_home = stage.free_niche()
    grant(stage, new_home, living("Gemma", "Pons i Clot", 21_000_014, "C/ Major, 53"))
    last = Movement.objects.filter(to_unit=unit).order_by("-pk")[0]
    entry = ExhumationEntry(
        movement_id=last.pk, on=stage.on, purpose=ExhumationPurpose.SAME_CEMETERY, destination=new_home,
        reburied_on=stage.on,
    )  # fmt: skip
    register_relocation(unit=unit, entry=entry, sent=stage.sent())


def title_on_trust(stage: Stage) -> Iterator[int]:
    """A grand-nephew cannot prove that the right is his: a provisional title, where the ordinance has them (R22)."""
    holder = who("Teresa", "Oliver i Sant", 21_000_015)
    yield 4500
    unit = stage.free_niche()
    grant(stage, unit, holder)
    bury(stage, unit, who("Jaume", "Riera i Font"))
    yield 900
    bury(stage, unit, holder)
    died = exact(stage.day(901))
    yield 130
    entry = ProvisionalEntry(
        on=stage.on, died=died, recipient=who("Albert", "Riera i Costa", 21_000_016), fees_checked=True,
        movement_id=Movement.objects.filter(to_unit=unit).order_by("pk")[0].pk, tie=Tie.BLOOD, degree=4,
        published_on=stage.day(190), published_in="BOPB",
    )  # fmt: skip
    give_provisional_title(unit=unit, entry=entry, sent=stage.sent())
