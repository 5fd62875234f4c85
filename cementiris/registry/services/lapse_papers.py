"""What the notices and the decision of a caducity file say. Papers speak Catalan, whoever presses the button."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from cementiris.documents.kinds import LapsePaper
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import Submission
from cementiris.registry.models import DaysOf, LapseCause, LapseFile, LapseStep, Ordinance
from cementiris.registry.queries import ordinance_on
from cementiris.registry.rules.lapse_facts import DEBTS, Outcome, Step
from cementiris.registry.services.papers import day_text, filled, right_paper

CAUSES: Mapping[str, str] = {
    LapseCause.END_OF_TERM: "Fi del termini sense pròrroga",
    LapseCause.ABANDONMENT: "Abandonament: anys sense pagar la taxa de conservació",
    LapseCause.RUIN: "Ruïna de la construcció",
    LapseCause.INSTALMENTS: "Impagament de terminis",
}
WAYS_OUT: Mapping[str, str] = {
    LapseCause.END_OF_TERM: "Mentrestant podeu demanar la renovació del dret, si encara és possible, o una concessió "
    "nova, o el trasllat de les restes.",
    LapseCause.ABANDONMENT: "Si pagueu les taxes pendents o en demaneu un ajornament, l’expedient s’arxivarà o "
    "esperarà.",
    LapseCause.RUIN: "Si us comprometeu a fer les obres que calen, us donarem un termini per fer-les i l’expedient "
    "quedarà suspès.",
    LapseCause.INSTALMENTS: "Si pagueu els terminis pendents o en demaneu un ajornament, l’expedient s’arxivarà o "
    "esperarà.",
}
CONSEQUENCE = (
    "Si es declara la caducitat, la sepultura tornarà al municipi i les restes que hi hagi es traslladaran a "
    "l’ossera o a la fossa comuna, d’on després no es podran recuperar. No es mourà cap resta mentre la resolució "
    "no sigui ferma."
)
NO_APPEAL = "Aquest és un acte de tràmit: les al·legacions s’hi poden presentar, i els recursos, contra la resolució."
DECIDED = (
    "Es declara la caducitat del dret funerari. Quan la resolució sigui ferma, el dret s’acabarà i la sepultura "
    "tornarà al municipi, que podrà traslladar les restes a l’ossera o a la fossa comuna."
)


def opening_notice(file: LapseFile, sent: Submission, overruled: list[dict[str, str]], report: str) -> Document:
    """The notice that a file was opened, with the term to be heard."""
    paragraphs = [
        "S’ha iniciat un expedient per declarar la caducitat d’aquest dret funerari.",
        report,
        _hearing(ordinance_on(file.opened_on)),
        WAYS_OUT[file.cause],
        CONSEQUENCE,
        NO_APPEAL,
    ]
    return _notice(file, "Inici de l’expedient", paragraphs, sent, overruled=overruled)


def step_paper(file: LapseFile, step: LapseStep, sent: Submission, overruled: list[dict[str, str]]) -> Document | None:
    """The paper that a step issues; None for a step that issues none. The step is not written yet."""
    makers = {
        Step.ALLEGATION_ANSWER: _answer,
        Step.WORKS_TERM: _works_term,
        Step.ANNOUNCEMENT: _announcement,
        Step.DECLARATION: _decision,
    }
    maker = makers.get(Step(step.kind))
    return maker(file, step, sent, overruled) if maker else None


def _answer(file: LapseFile, step: LapseStep, sent: Submission, overruled: list[dict[str, str]]) -> Document:
    if step.outcome == Outcome.ACCEPTED:
        paragraphs = ["S’estimen les al·legacions presentades. L’expedient s’arxivarà.", step.note]
    else:
        paragraphs = ["Es desestimen les al·legacions presentades.", step.note, _payment(file, step.on)]
    return _notice(file, "Resposta a les al·legacions", paragraphs, sent, overruled=overruled, at=step.on)


def _works_term(file: LapseFile, step: LapseStep, sent: Submission, overruled: list[dict[str, str]]) -> Document:
    paragraphs = [
        f"Teniu fins al {day_text(step.due_on)} per fer les obres que calen. Mentrestant l’expedient queda suspès.",
        step.note,
        "Cal demanar abans la llicència d’obres.",
    ]
    return _notice(file, "Termini per fer obres", paragraphs, sent, overruled=overruled, at=step.on, due_on=step.due_on)


def _announcement(file: LapseFile, step: LapseStep, sent: Submission, overruled: list[dict[str, str]]) -> Document:
    """The edict of Llei 39/2015 art. 44: by DNI alone, or by name where there is none (R60, LOPDGDD DA 7a)."""
    declared = file.declared_on is not None
    paragraphs = [
        "No s’ha pogut notificar personalment l’acte següent, i per això es publica aquest anunci.",
        f"Resolució de caducitat del {day_text(file.declared_on)}." if declared else
        "Inici de l’expedient de caducitat del dret funerari.",
        "" if declared else _hearing(ordinance_on(file.opened_on)),
        "El text complet es pot consultar a les oficines municipals.",
        CONSEQUENCE,
    ]  # fmt: skip
    return _notice(file, "Anunci", paragraphs, sent, overruled=overruled, at=step.on, is_public=True)


def _decision(file: LapseFile, step: LapseStep, sent: Submission, overruled: list[dict[str, str]]) -> Document:
    done = [f"{day_text(row.on)}: {_name(row)}" for row in file.steps.filter(annulled=False)]
    paper = _paper(file, "Resolució", [DECIDED, step.note], overruled, at=step.on)
    snapshot = {**paper, "done": [f"{day_text(file.opened_on)}: inici de l’expedient", *done]}
    return issue(DocumentKind.LAPSE_DECISION, snapshot=snapshot, on=sent.today, actor=sent.actor)


def _name(step: LapseStep) -> str:
    return str(step.get_kind_display()).lower().replace("boe", "BOE")


def _notice(file: LapseFile, subject: str, paragraphs: list[str], sent: Submission, **more: Any) -> Document:
    paper = _paper(file, subject, paragraphs, **more)
    return issue(DocumentKind.LAPSE_NOTICE, snapshot=paper, on=sent.today, actor=sent.actor)


def _paper(
    file: LapseFile, subject: str, paragraphs: list[str], overruled: list[dict[str, str]], **more: Any
) -> LapsePaper:
    on: date = more.pop("at", None) or file.opened_on
    due_on, is_public = more.pop("due_on", None), more.pop("is_public", False)
    paper: dict[str, Any] = dict(
        **right_paper(file.concession, on, overruled, cause=CAUSES[file.cause], due_on=day_text(due_on)),
        subject=subject,
        opened_on=day_text(file.opened_on),
        at=day_text(on),
        paragraphs=[text for text in paragraphs if text],
    )
    return cast(LapsePaper, _published(paper) if is_public else paper)


def _published(paper: dict[str, Any]) -> dict[str, Any]:
    """Who is announced is named by the whole DNI alone, or without one by the name alone; nobody else is named."""
    number = paper.get("holder_national_id", "")
    hidden = ("co_holders", "beneficiary", "substitute", "holder_address", "holder_national_id", "overruled")
    bare = {name: value for name, value in paper.items() if name not in hidden}
    return {**bare, "holder": "", **filled(holder_national_id=number)} if number else bare


def _hearing(ordinance: Ordinance) -> str:
    return (
        f"Podeu presentar al·legacions i documents en el termini de {_days(ordinance.allegation_days, ordinance)}, "
        "comptats des de l’endemà de la notificació."
    )


def _payment(file: LapseFile, on: date) -> str:
    if file.cause not in DEBTS:
        return ""
    ordinance = ordinance_on(on)
    return (
        f"Teniu {_days(ordinance.payment_days, ordinance)} per pagar o per demanar un ajornament, comptats des de "
        "l’endemà de la notificació."
    )


def _days(count: int, ordinance: Ordinance) -> str:
    return f"{count} dies {'hàbils' if ordinance.allegation_days_of == DaysOf.WORKING else 'naturals'}"
