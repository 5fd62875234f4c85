"""Choosing whom to write to, reviewing the choice, and freezing it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.documents.models import DocumentKind
from cementiris.documents.services import current_template, take_number
from cementiris.notices.contents import Content, Round, Subject, content_of
from cementiris.notices.models import Campaign, CampaignStatus, Letter, LetterStatus
from cementiris.notices.queries import left_out_counts, rights_to_notify
from cementiris.registry.models import Act, ActKind, Concession, Holding
from cementiris.registry.queries import ordinance_on, owners, resting, town_choices

BATCH = 500
YEARS = range(1800, 2300)
"""The years that letters can speak of; any other is a slip of the keys, and near 9999 there are no days left."""
CONTENT_FIELDS = ["status", "number", "recipient", "address", "place", "postal_order", "note", "expires_on", "snapshot"]


class CampaignRefusedError(Exception):
    """A campaign cannot be made or changed as asked; the message says why, for the clerk."""


class NobodyToWriteToError(CampaignRefusedError):
    """No letter is left to freeze: no right ends in the period, or all were unticked."""


@transaction.atomic
def plan_campaign(*, ends_from: date, ends_until: date, on: date, actor: User | None) -> Campaign:
    """Plan the letters about the rights whose last day lies between two days, both included.

    The same question on the same day is the same campaign: asked again it is brought up to date while it is a draft,
    and stays as it is once frozen. Raises CampaignRefusedError when the period is upside down or a day cannot be meant.
    """
    if not all(day.year in YEARS for day in (ends_from, ends_until, on)):
        raise CampaignRefusedError(_("Reviseu els anys: han de ser entre el 1800 i el 2299."))
    if ends_until < ends_from:
        raise CampaignRefusedError(_("L’últim dia del període és anterior al primer."))
    campaign = _find_or_open(ends_from, ends_until, on, actor)
    if campaign.status == CampaignStatus.DRAFT:
        _bring_up_to_date(campaign)
    return campaign


def choose(campaign: Campaign, *, shown: Collection[int], wanted: Collection[int]) -> None:
    """Keep the wanted ones of the letters that were shown, leave the others out; nothing after freezing."""
    if campaign.status != CampaignStatus.DRAFT:
        raise CampaignRefusedError(_("La campanya ja està congelada: la llista no es pot canviar."))
    here = campaign.letters.filter(pk__in=shown)
    here.filter(pk__in=wanted).update(status=LetterStatus.PLANNED)
    here.exclude(pk__in=wanted).update(status=LetterStatus.LEFT_OUT)


@transaction.atomic
def freeze(campaign: Campaign, *, at: datetime, actor: User | None) -> Campaign:
    """Give each letter its number and keep all it says: from here nothing changes under it. Twice does nothing.

    A right that was renewed or ended since the review falls out here.
    Raises CampaignRefusedError when no letter is left: the campaign stays the draft that it was.
    """
    frozen = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if frozen.status != CampaignStatus.DRAFT:
        return frozen
    letters = sorted(_letters(frozen, _wanted(frozen)), key=lambda letter: (letter.postal_order, letter.concession_id))
    if not letters:
        raise NobodyToWriteToError(_("No queda cap carta per congelar: marqueu-ne alguna o trieu un altre període."))
    for number, letter in enumerate(letters, start=1):
        letter.status, letter.number = LetterStatus.FROZEN, number
        letter.snapshot["number"] = letter.code
    _write(letters)
    frozen.status, frozen.frozen_at = CampaignStatus.FROZEN, at
    frozen.template = current_template(DocumentKind.EXPIRY_NOTICE)
    frozen.save(update_fields=["status", "frozen_at", "template"])
    detail = f"Campanya {frozen.code}: {len(letters)} cartes, drets que acaben del {frozen.ends_from:%d/%m/%Y}"
    Act.objects.create(
        kind=ActKind.CAMPAIGN, on=frozen.on, detail=f"{detail} al {frozen.ends_until:%d/%m/%Y}", recorded_by=actor
    )
    return frozen


def content_for(letter: Letter) -> Content:
    """What a letter that is not frozen yet would say today: for a look before freezing."""
    subjects = _subjects(Concession.objects.filter(pk=letter.concession_id), letter.campaign.on)
    return content_of(next(iter(subjects)), round_of(letter.campaign))


def round_of(campaign: Campaign) -> Round:
    """What all letters of a campaign share: the town and its ordinance on the day of the letters."""
    ordinance = ordinance_on(campaign.on)
    return Round(campaign, campaign.municipality, town_choices(ordinance), ordinance.regulation)


def _find_or_open(ends_from: date, ends_until: date, on: date, actor: User | None) -> Campaign:
    question = {"ends_from": ends_from, "ends_until": ends_until, "on": on}
    same = Campaign.objects.select_for_update().filter(**question)
    if found := same.first():
        return found
    try:
        with transaction.atomic():
            number = take_number(DocumentKind.EXPIRY_NOTICE, year=on.year)
            return Campaign.objects.create(**question, year=on.year, number=number, created_by=actor)
    except IntegrityError:  # somebody asked the same at the same moment: theirs is the campaign, the number goes back
        return same.get()


def _bring_up_to_date(campaign: Campaign) -> None:
    letters = list(_letters(campaign, _wanted(campaign)))
    for letter in letters:
        letter.snapshot = {}  # until it is frozen, what it says is asked anew each time
    _write(letters)


def _wanted(campaign: Campaign) -> list[int]:
    """The rights to write about by today's register, without those left out by hand; letters about others go."""
    wanted = set(rights_to_notify(campaign.ends_from, campaign.ends_until).values_list("pk", flat=True))
    campaign.letters.exclude(concession__in=wanted).delete()
    campaign.left_out = left_out_counts(campaign.ends_from, campaign.ends_until)
    campaign.save(update_fields=["left_out"])
    by_hand = campaign.letters.filter(status=LetterStatus.LEFT_OUT).values_list("concession_id", flat=True)
    return sorted(wanted.difference(by_hand))


def _letters(campaign: Campaign, concession_ids: list[int]) -> Iterator[Letter]:
    around = round_of(campaign)
    for start in range(0, len(concession_ids), BATCH):
        keys = concession_ids[start : start + BATCH]
        for subject in _subjects(Concession.objects.filter(pk__in=keys), campaign.on):
            yield _letter(campaign, subject, around)


def _letter(campaign: Campaign, subject: Subject, around: Round) -> Letter:
    content = content_of(subject, around)
    return Letter(
        campaign=campaign,
        concession=subject.concession,
        expires_on=subject.expires_on,
        recipient=content.recipient[:250],
        address=content.address[:300],
        place=content.place[:250],
        postal_order=content.postal_order,
        note=content.note,
        snapshot=content.snapshot,
    )


def _write(letters: list[Letter]) -> None:
    Letter.objects.bulk_create(
        letters,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["municipality", "campaign", "concession"],
        update_fields=CONTENT_FIELDS,
    )


def _subjects(concessions: QuerySet[Concession], on: date) -> list[Subject]:
    """The rights with who owns them and how many rest there, in a handful of queries however many rights."""
    related = ("unit__cemetery", "unit__section__parent__parent")
    rows = list(concessions.select_related(*related))
    owned: dict[int, list[Holding]] = defaultdict(list)
    for holding in owners([row.pk for row in rows], on):
        owned[holding.concession_id].append(holding)
    at_rest = resting(on).filter(to_unit__in=[row.unit_id for row in rows]).order_by()
    counts = dict(at_rest.values_list("to_unit").annotate(Count("pk")))
    return [Subject(row, owned[row.pk], counts.get(row.unit_id, 0)) for row in rows]
