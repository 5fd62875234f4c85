"""What a letter about the end of a right says, taken from the register once and frozen (DOMAIN 4.2)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cementiris.accounts.models import Municipality
from cementiris.documents.kinds import TownSnapshot, long_date, town_snapshot
from cementiris.notices.models import Campaign
from cementiris.notices.naming import addressee_of, and_list, is_for_heirs, short_place_of
from cementiris.registry.dates import PartialDate
from cementiris.registry.identity import masked
from cementiris.registry.models import Concession, Holding, HoldingRole, PersonKind
from cementiris.registry.names import fold
from cementiris.registry.numbers import natural_order
from cementiris.registry.place_in_words import place_of
from cementiris.registry.rules.calendar import add_months, add_years
from cementiris.registry.rules.concessions import latest_expiry
from cementiris.registry.rules.extensions import extension_choices
from cementiris.registry.rules.facts import RightFacts, TownChoices

NO_ADDRESS_KNOWN = "Sense adreça coneguda"
PLACEHOLDERS = frozenset(
    {
        *("sepultura_curta", "sepultura", "titular", "titulars", "salutacio", "venciment", "verb_acabar", "terminis"),
        *("maxim", "anys_perpetu", "data_limit", "com_demanar", "ens", "adreca_ens", "norma"),
    }
)
CONDITIONS = frozenset({"herencia", "perpetu", "renovable"})
LAST = "z"  # sorts after every postal code: what cannot be posted lies at the end of the file


@dataclass(frozen=True)
class Round:
    """What all letters of a campaign share."""

    campaign: Campaign
    town: Municipality
    choices: TownChoices
    regulation: str = ""

    @property
    def on(self) -> date:
        """The date of the letters."""
        return self.campaign.on


@dataclass(frozen=True)
class Subject:
    """One right, whose it is and how many rest in its unit."""

    concession: Concession
    owners: list[Holding]
    resting_count: int = 0

    @property
    def first(self) -> Holding | None:
        """Who gets the letter: the holder, else whoever stands first in the title."""
        holders = [holding for holding in self.owners if holding.role == HoldingRole.HOLDER]
        return next(iter([*holders, *self.owners]), None)

    @property
    def expires_on(self) -> date:
        """The last day of the right."""
        day = self.concession.expires_until
        assert day is not None, "a campaign only writes about rights whose end is known"
        return day

    @property
    def is_for_heirs(self) -> bool:
        """Whether the holder must be changed before anything else (R12)."""
        return self.first is not None and is_for_heirs(self.first)


@dataclass(frozen=True)
class Content:
    """One letter ready to be kept: what lists and the post need, and the snapshot that is printed."""

    recipient: str
    address: str
    place: str
    postal_order: str
    note: str
    snapshot: dict[str, Any] = field(default_factory=dict)


def content_of(subject: Subject, around: Round) -> Content:
    """Everything that the letter about one right says; its number is given when it is frozen."""
    address = address_lines(subject.first, around.town)
    recipient = addressee_of(subject.first) if subject.first else "Titular del dret funerari"
    return Content(
        recipient=recipient,
        address=", ".join(address),
        place=place_of(subject.concession.unit),
        postal_order=_postal_order(subject.first, address, recipient),
        note=_note(subject, address),
        snapshot=_snapshot(subject, around, recipient=recipient, address=address),
    )


def address_lines(holding: Holding | None, town: Municipality) -> list[str]:
    """Street and town as the post wants them; empty when the street is unknown. An address without a town is local."""
    if holding is None or not holding.person.address.strip():
        return []
    person = holding.person
    locality = person.locality.strip() or ("" if person.postal_code not in ("", town.postal_code) else town.name)
    postal_code = person.postal_code or (town.postal_code if locality == town.name else "")
    return [part for part in (person.address.strip(), f"{postal_code} {locality}".strip()) if part]


def _postal_order(holding: Holding | None, address: list[str], recipient: str) -> str:
    if holding is None or not address:
        return f"{LAST} {natural_order(fold(recipient))}"
    return f"{address[-1][:5]} {natural_order(fold(holding.person.address))} {natural_order(fold(recipient))}"[:400]


def _note(subject: Subject, address: list[str]) -> str:
    if subject.first is None:
        return "no_holder"
    if subject.is_for_heirs:
        return "heirs"
    if not address:
        return "no_address"
    return "institution" if subject.first.person.kind == PersonKind.INSTITUTION else ""


def _snapshot(subject: Subject, around: Round, *, recipient: str, address: list[str]) -> dict[str, Any]:
    town = town_snapshot(around.town)
    return {
        "number": "",
        "addressee": recipient,
        "sender": _sender(town),
        "recipient": [recipient, *(address or [NO_ADDRESS_KNOWN])],
        "references": [["Expedient", around.campaign.code], ["Data", long_date(around.on)]],
        "values": _values(subject, around, town),
        "conditions": {
            "herencia": subject.is_for_heirs,
            "perpetu": subject.concession.perpetual,
            "renovable": bool(_possible_terms(subject, around)),
        },
        "facts": [[label, text] for label, text in _facts(subject) if text],
        "signature": [
            line
            for line in (f"{town['name']}, {long_date(around.on)}", town["signer_name"], town["signer_title"])
            if line
        ],
    }


def _sender(town: TownSnapshot) -> dict[str, Any]:
    lines = [line for line in (town["address"], town["contact"]) if line]
    return {"name": town["body"], "initial": town["name"][:1], "lines": lines}


def _values(subject: Subject, around: Round, town: TownSnapshot) -> dict[str, str]:
    names = [str(holding.person) for holding in subject.owners]
    terms = _possible_terms(subject, around) or _offered_terms(subject, around)
    return {
        "sepultura_curta": short_place_of(subject.concession.unit),
        "sepultura": place_of(subject.concession.unit),
        "titular": str(subject.first.person) if subject.first else "titular desconegut",
        "titulars": "; ".join(names) or "titular desconegut",
        "salutacio": _salutation(subject),
        "venciment": f"{subject.expires_on:%d/%m/%Y}",
        "verb_acabar": "acaba" if subject.expires_on >= around.on else "va acabar",
        "terminis": f"per {and_list([str(years) for years in sorted(terms)], 'o')} anys",
        "maxim": str(around.choices.max_term_years),
        "anys_perpetu": str(around.choices.perpetual_years),
        "data_limit": f"{_reply_by(subject.expires_on, around.on):%d/%m/%Y}",
        "com_demanar": _how_to_apply(around.town),
        "ens": f"l’{town['body']}",
        "adreca_ens": f" ({town['address']})" if town["address"] else "",
        "norma": around.regulation,
    }


def _reply_by(expires_on: date, on: date) -> date:
    """The last day of the right, but never less than a month to answer."""
    return max(expires_on, add_months(on, 1))


def _offered_terms(subject: Subject, around: Round) -> tuple[int, ...]:
    """The terms by which the town extends such a right of such a unit (R6, R8)."""
    right = subject.concession
    return extension_choices(RightFacts(term_years=right.term_years), around.choices, right.unit.kind)


def _possible_terms(subject: Subject, around: Round) -> tuple[int, ...]:
    """The town's terms by which this right may still be extended under the cap (R1, R2); none if perpetual (R3)."""
    right, offered = subject.concession, _offered_terms(subject, around)
    if right.perpetual:
        return ()
    if right.granted_from is None:
        return offered
    latest = latest_expiry(right.granted_from, around.choices)
    return tuple(years for years in offered if add_years(subject.expires_on, years) <= latest)


def _salutation(subject: Subject) -> str:
    first = subject.first
    if subject.is_for_heirs or len(subject.owners) > 1 or (first and first.person.kind == PersonKind.INSTITUTION):
        return "Benvolgudes senyores, benvolguts senyors,"
    return "Benvolguda senyora, benvolgut senyor,"


def _how_to_apply(town: Municipality) -> str:
    ask = [f"truqueu al {town.phone}"] if town.phone else []
    ask += [f"escriviu a {town.email}"] if town.email else []
    doubts = f" Per a qualsevol dubte, {and_list(ask, 'o')}." if ask else ""
    ways = "a les oficines de l’Ajuntament, per correu postal o pel registre electrònic"
    return f"Podeu fer-ho amb el full de resposta: {ways}.{doubts}"


def _facts(subject: Subject) -> list[tuple[str, str]]:
    right, first = subject.concession, subject.first
    others = [str(holding.person) for holding in subject.owners if holding is not first]
    years = f"{right.term_years} anys" if right.term_years else ""
    national_id = first.person.national_id if first else ""
    return [
        ("Sepultura", place_of(right.unit)),
        ("Classe", str(right.unit.get_kind_display())),
        ("Títol", right.title_number),
        ("Titular", str(first.person) if first else "Desconegut"),
        ("NIF", masked(national_id) if national_id else ""),
        ("Cotitulars", "; ".join(others)),
        ("Concedit el", PartialDate.parse_edtf(right.granted_on).display()),
        ("Termini", "A perpetuïtat" if right.perpetual else years),
        ("Acaba el", f"{subject.expires_on:%d/%m/%Y}"),
        ("Hi reposen", _resting(subject.resting_count)),
    ]


def _resting(count: int) -> str:
    return "" if not count else "1 persona" if count == 1 else f"{count} persones"
