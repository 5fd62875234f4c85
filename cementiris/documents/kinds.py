"""What each kind of paper may say: the dictionary that is frozen when it is issued.

Every value is text ready to be read, "" or absent where there is nothing to say; dates are written dd/mm/yyyy. The
register fills them, this app only prints them and never learns what a niche is.
"""

from datetime import date
from typing import NotRequired, TypedDict

from cementiris.accounts.models import Municipality

MONTHS = (
    *("gener", "febrer", "març", "abril", "maig", "juny"),
    *("juliol", "agost", "setembre", "octubre", "novembre", "desembre"),
)

ARTICLES = (
    *(("els ", "dels "), ("el ", "del "), ("les ", "de les "), ("la ", "de la ")),
    *(("l’", "de l’"), ("l'", "de l’")),
)


class TownSnapshot(TypedDict):
    """The town hall on the day of issue."""

    name: str
    body: str
    of_name: str
    address: str
    contact: str
    signer_name: str
    signer_title: str


class Resting(TypedDict):
    """Somebody who already rests in the unit."""

    name: str
    since: str


class Overruled(TypedDict):
    """A rule that the clerk overruled, with the reason given."""

    rule: str
    sentence: str
    reason: str


class BurialPaper(TypedDict):
    """What the permits say: burial, exhumation and relocation share the person, the place and the papers."""

    town: TownSnapshot
    unit: str  # "Cementiri de Sant Pere, bloc A, fila 3, nínxol 12"
    unit_kind: str
    deceased: str
    deceased_national_id: NotRequired[str]
    died_on: NotRequired[str]
    remains: str  # "Cadàver", "Restes", "Cendres"
    is_clinical: NotRequired[bool]  # foetal or surgical remains: nobody has died, and a hospital sends them
    health_group: NotRequired[str]
    at: str  # when it is to be done: "24/11/2026, 11.00"
    licence: NotRequired[str]  # number and date
    judicial_authorisation: NotRequired[str]
    cremation_certificate: NotRequired[str]
    conservation: NotRequired[str]
    funeral_company: NotRequired[str]
    holder: NotRequired[str]
    title_number: NotRequired[str]
    expires_on: NotRequired[str]
    destination: NotRequired[str]  # exhumation and relocation: the unit or the other cemetery
    authorisation: NotRequired[str]  # of the Generalitat, R52 and R53
    origin: NotRequired[str]  # burial: the other cemetery or town
    exhumed_on: NotRequired[str]  # burial: the day on which they were taken out there
    title_basis: NotRequired[str]  # burial without the title at hand, R50
    laid_on: NotRequired[str]  # since when who leaves has rested there
    work: NotRequired[str]  # what is done, where the kind of paper does not say it: "Reducció de restes"
    returns_as: NotRequired[str]  # relocation: "Cendres, després de la cremació"
    reburied_on: NotRequired[str]
    recipient: NotRequired[str]  # exhumation: who takes away what leaves
    people: NotRequired[list[Resting]]  # clearance: everybody who leaves
    instructions: NotRequired[str]  # for the gravedigger
    resting: NotRequired[list[Resting]]
    overruled: NotRequired[list[Overruled]]
    notes: NotRequired[str]


class ReceiptPaper(TypedDict):
    """What the receipt for surrendered remains or ashes says."""

    town: TownSnapshot
    unit: str
    unit_kind: str
    deceased: str
    deceased_national_id: NotRequired[str]
    died_on: NotRequired[str]
    laid_on: NotRequired[str]
    remains: str  # "Cendres", "Restes"
    at: str
    recipient: str
    recipient_national_id: NotRequired[str]
    kinship: NotRequired[str]
    destination: NotRequired[str]
    funeral_company: NotRequired[str]


class RightPaper(TypedDict):
    """What a title or a renewal says about the right."""

    town: TownSnapshot
    unit: str
    unit_kind: str
    title_number: str
    holder: str
    holder_national_id: NotRequired[str]
    holder_address: NotRequired[str]
    co_holders: NotRequired[list[str]]
    beneficiary: NotRequired[str]
    substitute: NotRequired[str]
    granted_on: NotRequired[str]
    term: NotRequired[str]  # "50 anys"
    expires_on: NotRequired[str]
    previous_expires_on: NotRequired[str]  # renewal
    first_burial_on: NotRequired[str]
    limitations: NotRequired[str]
    regulation: NotRequired[str]
    price: NotRequired[str]  # grant: "1.896,35 €"
    need: NotRequired[str]  # grant: who will rest there, R7
    resident_since: NotRequired[str]
    extension: NotRequired[str]  # renewal: "5 anys"
    decision: NotRequired[str]  # renewal: what is decided, where it is no plain renewal
    previous_holder: NotRequired[str]  # title: the name before its change
    replaces: NotRequired[str]  # title, duplicate: the number of the paper before it
    cause: NotRequired[str]  # duplicate
    applicant: NotRequired[str]  # duplicate
    announced_in: NotRequired[str]  # duplicate
    overruled: NotRequired[list[Overruled]]


class TransferPaper(RightPaper):
    """What the decision of a transfer says: the right as it goes on, from whom it comes (`previous_holder`), and why.

    `replaces` is the title of the perpetual right that ends by it.
    """

    transferred_on: str
    renounced: NotRequired[list[str]]  # heirs, each with the day
    documents: NotRequired[list[str]]
    provisional_until: NotRequired[str]
    published: NotRequired[str]  # where and when
    relative: NotRequired[str]  # who rests there, of a provisional title


class RefundPart(TypedDict):
    """What is paid back for a right, and how it was reckoned."""

    amount: str
    basis: str
    price: NotRequired[str]
    since: NotRequired[str]
    reckoning: NotRequired[str]  # "500,00 € × 1507 / 1826 dies"


class EndingPaper(RightPaper):
    """What the decision on a renunciation or retrocession says."""

    at: str
    resting: NotRequired[list[Resting]]
    remarks: NotRequired[str]
    refund: NotRequired[RefundPart]


class LapsePaper(RightPaper):
    """What a notice or the decision of a caducity file says, in paragraphs between the place and the remedies."""

    subject: str
    opened_on: str
    at: str
    paragraphs: list[str]
    due_on: NotRequired[str]
    done: NotRequired[list[str]]  # decision: the steps of the file


class HistoryLine(TypedDict):
    """One thing that the register says happened to somebody, in order of time."""

    on: str  # "03/05/2010", "1974", "" where it is not known
    what: str  # "Inhumació, cadàver"
    who: str
    where: str


class CertificatePaper(TypedDict):
    """What the register says of a unit or of a dead person on a day."""

    town: TownSnapshot
    at: str  # the day of which it is said
    unit: NotRequired[str]
    unit_kind: NotRequired[str]
    state: NotRequired[str]
    deceased: NotRequired[str]
    died_on: NotRequired[str]
    applicant: NotRequired[str]
    cause: NotRequired[str]  # what it is asked for
    holder: NotRequired[str]
    title_number: NotRequired[str]
    granted_on: NotRequired[str]
    expires_on: NotRequired[str]
    resting: NotRequired[list[Resting]]
    history: NotRequired[list[HistoryLine]]


class BookPaper(TypedDict):
    """The burial register of a year as a book: every line, in the order of the days."""

    town: TownSnapshot
    year: str
    history: list[HistoryLine]
    count: str


class FeeLine(TypedDict):
    """One line of the fee as printed."""

    label: str
    article: str
    computation: str  # "28,75 € × 5 anys"
    amount: str  # "143,75 €"


class Fee(TypedDict):
    """What an act costs, under the key "fee" of any paper (R64); no total while part of it has no rate."""

    tariff: str
    applied_on: str
    lines: list[FeeLine]
    total: str


class LicencePaper(TypedDict):
    """What the licence for a headstone or for works says."""

    town: TownSnapshot
    unit: str
    unit_kind: str
    work: str  # "Làpida", "Obres"
    applicant: str
    granted_on: str
    contractor: NotRequired[str]
    description: NotRequired[str]
    due_on: NotRequired[str]
    at: NotRequired[str]  # when the town's own people do it
    holder: NotRequired[str]
    title_number: NotRequired[str]
    expires_on: NotRequired[str]
    regulation: NotRequired[str]
    overruled: NotRequired[list[Overruled]]


class ImportIssueLine(TypedDict):
    """One thing that an import found in so many rows, with the first of them."""

    what: str
    count: str
    rows: str


class ImportPaper(TypedDict):
    """What an import did, to be signed: files, counts, what was found, what was decided. Tables are rows of text."""

    town: TownSnapshot
    batch: int  # the import that it speaks of; not printed
    cemetery: str
    at: str  # the day on which it was brought in
    by: str
    undone: NotRequired[str]
    files: list[list[str]]  # name, size, fingerprint
    counts: list[list[str]]
    outcome: list[list[str]]
    issues: list[ImportIssueLine]
    notes: list[ImportIssueLine]
    refused: list[list[str]]
    refused_more: NotRequired[str]
    columns: list[list[str]]
    words: list[list[str]]
    corrections: list[list[str]]
    corrections_more: NotRequired[str]
    blocks: list[list[str]]
    blocks_more: NotRequired[str]


def town_snapshot(town: Municipality) -> TownSnapshot:
    """The town hall as a paper names it."""
    of_name = of_town(town.name)
    return TownSnapshot(
        name=town.name,
        body=f"Ajuntament {of_name}",
        of_name=of_name,
        address=f"{town.address}, {town.postal_code} {town.name}".replace(",  ", ", ") if town.address else "",
        contact=" · ".join(part for part in (town.phone, town.email) if part),
        signer_name=town.signer_name,
        signer_title=town.signer_title,
    )


def of_town(name: str) -> str:
    """The town after "de", with the article and the apostrophe of Catalan: d’Olot, del Bruc, de la Seu d’Urgell."""
    lower = name.lower()
    for article, of_article in ARTICLES:
        if lower.startswith(article):
            return of_article + name[len(article) :]
    return of_name(name)


def of_name(name: str) -> str:
    """A name after "de": de Mercè, d’Antoni, d’Helena, de Iolanda."""
    return f"d’{name}" if _elides(name.lower()) else f"de {name}"


def long_date(day: date) -> str:
    """A day in Catalan words: 22 de novembre de 2026, 1 d’abril de 2027."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {'d’' if month[0] in 'ao' else 'de '}{month} de {day.year}"


def _elides(name: str) -> bool:
    # A vowel, also behind a mute h, takes d’; "i" and "u" before a vowel (Iorc, Ueste) sound as consonants and do not.
    bare = name.removeprefix("h").translate(str.maketrans("àáèéíïòóúü", "aaeeiioouu"))
    return bare[:1] in "aeo" or (bare[:1] in "iu" and bare[1:2] not in "aeiou")
