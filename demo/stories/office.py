"""What lies on the desk: requests, licences, the gravedigger's days, files, certificates, slips and what cures them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import transaction

from cementiris.registry.entries import GrantEntry, RenewalEntry
from cementiris.registry.entries.certificates import CertificateEntry
from cementiris.registry.entries.rights import DuplicateCause, DuplicateEntry
from cementiris.registry.entries.transfers import ApplicationEntry, DecisionEntry
from cementiris.registry.entries.works import FilesEntry, LicenceEntry, OrderEntry
from cementiris.registry.models import (
    ActKind,
    Application,
    AttachmentKind,
    BurialUnit,
    Decision,
    OrderKind,
    UnitKind,
    WorksKind,
    WorksLicence,
)
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.applications import decide_application, grant_application, register_application
from cementiris.registry.services.attachments import register_files
from cementiris.registry.services.certificates import certify_unit
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.corrections import correct_person
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.titles import issue_duplicate
from cementiris.registry.services.work_orders import mark_done, order_work
from cementiris.registry.services.works import finish_licence, grant_licence
from demo.stories.cast import bury, bury_on, grant, living, moment, who
from demo.stories.pictures import photograph, scanned_title
from demo.stories.stage import Stage


def _ask(stage: Stage, unit: BurialUnit, kind: ActKind, applicant: str, number: str) -> Application:
    entry = ApplicationEntry(
        kind=kind, applicant=applicant, entry_number=f"E-{stage.on.year}-{number}", entered_on=stage.on,
        contact="930 000 111",
    )  # fmt: skip
    act = register_application(unit=unit, entry=entry, sent=stage.sent())
    return Application.objects.get(act=act)


def asked_lately(stage: Stage) -> Iterator[int]:
    """Somebody asks for a change of holder, and the decision is not due yet."""
    yield 24
    _ask(stage, stage.in_force(), ActKind.SUCCESSION, "Rita Planas i Oms", "1204")


def asked_in_vain(stage: Stage) -> Iterator[int]:
    """A request that nobody has decided in its three months: refused by silence."""
    yield 170
    _ask(stage, stage.in_force(), ActKind.RENEWAL, "Tomàs Gironès i Pou", "0377")


def asked_and_refused(stage: Stage) -> Iterator[int]:
    """A request that was refused with its reason."""
    yield 150
    application = _ask(stage, stage.in_force(), ActKind.TRANSFER, "Quim Estruch i Ros", "0451")
    yield 105
    entry = DecisionEntry(decision=Decision.REFUSED, decided_on=stage.on, note="No n’és parent.")
    decide_application(application=application, entry=entry, sent=stage.sent())


def asked_and_granted(stage: Stage) -> Iterator[int]:
    """A request that ends with the very act that was asked for."""
    yield 1500
    unit = stage.free_niche()
    holder = living("Assumpta", "Vall i Reig", 21_000_030, "C/ Nou, 18")
    grant(stage, unit, holder, years=25)
    yield 95
    application = _ask(stage, unit, ActKind.DUPLICATE, holder.text, "0820")
    yield 80
    entry = DuplicateEntry(on=stage.on, holding=stage.owners(unit)[0].pk, cause=DuplicateCause.DAMAGE)
    with transaction.atomic():  # as the page of an act does
        act = issue_duplicate(unit=unit, entry=entry, sent=stage.sent())
        grant_application(str(application.pk), act)


def headstone_overdue(stage: Stage) -> Iterator[int]:
    """A niche of last year without its headstone: the months of the ordinance are over (R14)."""
    yield 400
    unit = stage.free_niche()
    holder = living("Oriol", "Bertran i Sala", 21_000_031, "Pl. de l'Església, 2")
    grant(stage, unit, holder)
    bury(stage, unit, who("Joana", "Sala i Creus"))
    yield 385
    entry = LicenceEntry(on=stage.on, applicant=holder.text, contractor="Marbres Tena", description="Granit negre")
    grant_licence(unit=unit, entry=entry, sent=stage.sent())


def headstone_tomorrow(stage: Stage) -> Iterator[int]:
    """A headstone that is to be fixed tomorrow, with the brigade's help."""
    yield 65
    unit = stage.free_niche()
    holder = living("Irene", "Sabater i Feliu", 21_000_032, "Av. Catalunya, 4")
    grant(stage, unit, holder)
    bury(stage, unit, who("Xavier", "Sabater i Lluch"))
    yield 15
    entry = LicenceEntry(
        on=stage.on, applicant=holder.text, contractor="Marbres Tena", description="Marbre blanc amb creu",
        planned_at=datetime.combine(stage.day(-1), time(12)),
    )  # fmt: skip
    grant_licence(unit=unit, entry=entry, sent=stage.sent())


def works_done(stage: Stage) -> Iterator[int]:
    """Works on a pantheon, allowed and finished."""
    yield 230
    unit = stage.in_force(kind=UnitKind.TOMB)
    entry = LicenceEntry(
        kind=WorksKind.CONSTRUCTION, on=stage.on, due_on=stage.on + timedelta(days=120), applicant="Titular del dret",
        contractor="Obres Pujol", description="Refer la llosa i les juntes",
    )  # fmt: skip
    act = grant_licence(unit=unit, entry=entry, sent=stage.sent())
    yield 160
    finish_licence(WorksLicence.objects.get(act=act), on=stage.on, sent=stage.sent())


def these_days(stage: Stage) -> Iterator[int]:
    """What the brigade did yesterday, and what it has today and tomorrow: burials at their hours, and small work."""
    yield 1
    unit = stage.in_force()
    entry = OrderEntry(kind=OrderKind.OTHER, when=stage.on, instructions="Retirar flors seques i netejar el davant")
    order = order_work(unit=unit, entry=entry, sent=stage.sent(""))
    done_at = datetime.combine(stage.on, time(13, 10)).astimezone()
    mark_done(order, at=done_at, note="Net", sent=stage.sent(""))
    yield 0
    today, tomorrow = stage.free_niche(), stage.free_niche()
    for niche, family in ((today, "Arnau i Coll"), (tomorrow, "Fàbregas i Serra")):
        grant(stage, niche, who("Emília" if niche is today else "Pau", family))
    bury_on(stage, today, who("Narcís", "Arnau i Puig"), moment(stage.on, 16), instructions="Vindran 40 persones")
    bury_on(stage, tomorrow, who("Assumpció", "Serra i Vives"), moment(stage.day(-1), 10, 30), died_at=20)
    sweep = OrderEntry(kind=OrderKind.OTHER, when=stage.on, instructions="Regar els xiprers de l’entrada")
    order_work(unit=stage.in_force(), entry=sweep, sent=stage.sent(""))


def papers_of_a_unit(stage: Stage) -> Iterator[int]:
    """Somebody brings the old title and a picture, and asks for a certificate."""
    yield 90
    unit = stage.in_force()
    words = (str(unit), "Vilaclara, any 1987", "Concedit per cinquanta anys")
    title = FilesEntry(files=(scanned_title(words, stage.on),), kind=AttachmentKind.TITLE, description="Títol antic")
    register_files(of=unit, entry=title, sent=stage.sent())
    picture = FilesEntry(
        files=(photograph("Família Roca", stage.on),), kind=AttachmentKind.PHOTOGRAPH, taken_on=stage.on,
        description="Estat de la làpida",
    )  # fmt: skip
    register_files(of=unit, entry=picture, sent=stage.sent())
    asked = CertificateEntry(on=stage.on, applicant="Rita Planas i Oms", cause="Herència", with_holder=True)
    certify_unit(unit=unit, entry=asked, sent=stage.sent())


def renewed_by_mistake(stage: Stage) -> Iterator[int]:
    """The neighbour's right was renewed: the act is annulled, and stays readable with its reason."""
    yield 38
    act = renew_concession(unit=stage.ending(), entry=RenewalEntry(on=stage.on, years=5), sent=stage.sent())
    yield 37
    annul_act(act=act, sent=stage.sent("Es va renovar el nínxol del costat per error."))


def misspelt(stage: Stage) -> Iterator[int]:
    """A name as the telephone heard it, put right the week after."""
    yield 55
    unit = stage.free_niche()
    grant(stage, unit, living("Jusep", "Vinyals i Cot", 21_000_040, "C/ de la Font, 33"), years=25)
    yield 49
    values = {"text": "Josep Vinyals i Cot", "given_name": "Josep"}
    correct_person(person=stage.owners(unit)[0].person, values=values, sent=stage.sent("Consta així al DNI."))


def written_twice(stage: Stage) -> Iterator[int]:
    """The same woman at two windows, once without her DNI: two entries for a clerk to find and unite."""
    yield 215
    one = who("Montserrat", "Solanes i Gual", 21_000_041, address="C/ Sant Antoni, 11", locality="Vilaclara")
    grant(stage, stage.free_niche(), one, years=25)
    yield 100
    grant(stage, stage.free_niche(), who("Montserrat", "Solanes i Gual", address="C/ Sant Antoni, 11"), years=25)


def dead_holder(stage: Stage) -> Iterator[int]:
    """The holder rests in her own niche and nobody has asked to follow her (R13)."""
    holder = living("Paula", "Cervera i Mont", 21_000_042, "Ctra. de Manresa, 6")
    yield 2000
    unit = stage.free_niche()
    grant(stage, unit, holder, years=25)
    yield 520
    bury(stage, unit, holder)


def perpetual_of_old(stage: Stage) -> Iterator[int]:
    """An old perpetual right whose first day no book tells: its end cannot be counted (R4)."""
    yield 330
    unit = stage.free_niche()
    entry = GrantEntry(perpetual=True, holder=who("Hermínia", "Rovira"))
    grant_concession(unit=unit, entry=entry, sent=stage.sent("Consta «a perpetuïtat» al padró, sense cap data."))
