"""Campaigns on screen: choose, review, freeze and print, follow up."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.documents.models import DocumentKind
from cementiris.documents.paper import letter_from_snapshot
from cementiris.documents.print import draw_letter
from cementiris.documents.views import edit_wording, pdf_response
from cementiris.jobs.services import start_progress
from cementiris.notices.contents import PLACEHOLDERS
from cementiris.notices.forms import OutcomeForm, PeriodForm
from cementiris.notices.models import Campaign, Letter
from cementiris.notices.pages import LetterRow, campaign_page, campaign_rows, second_attempts
from cementiris.notices.queries import find_letter, letters_of
from cementiris.notices.sample import sample_letter
from cementiris.notices.services import following, planning, production
from cementiris.notices.services.following import StepRefusedError
from cementiris.notices.services.planning import CampaignRefusedError
from cementiris.notices.services.wording import letter_faults
from cementiris.notices.tasks import produce_campaign
from cementiris.notices.workbook import list_workbook
from cementiris.registry.models import BurialUnit
from cementiris.registry.queries import ordinance_on
from cementiris.registry.rules.calendar import add_months
from cementiris.registry.typed_keys import read_keys

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.SEND_NOTICES)
def index(request: TownRequest) -> HttpResponse:
    """List the campaigns; choose a period for a new one, or find again the one of the same question."""
    today = timezone.localdate()
    form = PeriodForm(request.POST) if request.method == "POST" else _suggestion(today)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(planning.plan_campaign(**form.cleaned_data, actor=request.user))
        except CampaignRefusedError as error:
            form.add_error(None, str(error))
    page = Paginator(campaign_rows(), 25).get_page(request.GET.get("page"))
    return render(request, "notices/campaigns.html", {"form": form, "page": page, "section": "notices"})


def _suggestion(today: date) -> PeriodForm:
    return PeriodForm.suggest(today, add_months(today, ordinance_on(today).reminder_months))


@requires(Permission.SEND_NOTICES)
@require_GET
def campaign(request: TownRequest, pk: int) -> HttpResponse:
    """Show where a campaign stands and what is to be done next."""
    found = _campaign(pk)
    scanned = _scanned(request, found)
    page = campaign_page(
        found,
        tab=request.GET.get("cartes", ""),
        number=request.GET.get("page", "1"),
        scanned=scanned,
        noted=_noted(request, found),
    )
    form = OutcomeForm(campaign=found, now=timezone.now()) if scanned else None
    return render(
        request, "notices/campaign.html", {"page": page, "campaign": found, "form": form, "section": "notices"}
    )


def _campaign(pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.select_related("municipality", "template"), pk=pk)


def _scanned(request: HttpRequest, campaign: Campaign) -> Letter | None:
    code = request.GET.get("codi", "").strip()
    letter = find_letter(code) if code else None
    if code and (letter is None or letter.campaign_id != campaign.pk):
        messages.error(request, _("No hi ha cap carta %(code)s en aquesta campanya.") % {"code": code})
        return None
    return letter


def _noted(request: HttpRequest, campaign: Campaign) -> Letter | None:
    key = request.GET.get("desada", "")
    return campaign.letters.select_related("campaign").filter(pk__in=read_keys([key])).first()


@requires(Permission.SEND_NOTICES)
@require_POST
def choose(request: TownRequest, pk: int) -> HttpResponse:
    """Keep what is ticked of the letters that were on the page."""
    found = _campaign(pk)
    shown, wanted = _keys(request, "shown"), _keys(request, "wanted")
    try:
        planning.choose(found, shown=shown, wanted=wanted)
    except CampaignRefusedError as error:
        messages.error(request, str(error))
    else:
        count = len(shown) - len(set(shown) & set(wanted))
        sentence = ngettext(
            "Desat: %(count)s treta d’aquesta pàgina.", "Desat: %(count)s tretes d’aquesta pàgina.", count
        )
        messages.success(request, sentence % {"count": count})
    return redirect(found)


def _keys(request: HttpRequest, name: str) -> list[int]:
    return read_keys(request.POST.getlist(name))


@requires(Permission.SEND_NOTICES)
@require_POST
def freeze(request: TownRequest, pk: int) -> HttpResponse:
    """Freeze the letters and queue their drawing."""
    found = _campaign(pk)
    try:
        found = planning.freeze(found, at=timezone.now(), actor=request.user)
    except CampaignRefusedError as error:
        messages.error(request, str(error))
        return redirect(found)
    if not production.has_print_file(found):
        start_progress(production.PRODUCE, found, found.letters.filter(number__isnull=False).count())
        produce_campaign.defer_here(campaign_id=found.pk)
    return redirect(found)


@requires(Permission.SEND_NOTICES)
@require_GET
def progress(request: TownRequest, pk: int) -> HttpResponse:
    """Answer the page that waits for the print file; when it is there, the page is loaded anew."""
    found = _campaign(pk)
    page = campaign_page(found, tab="", number="1")
    response = render(request, "notices/_progress.html", {"page": page, "campaign": found})
    if page.is_printed:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.SEND_NOTICES)
@require_GET
def letters(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out the print file."""
    found = _campaign(pk)
    try:
        content = production.print_file(found, at=timezone.now())
    except CampaignRefusedError as error:
        messages.error(request, str(error))
        return redirect(found)
    log_access(request.user, "campaign.printed", found)
    return pdf_response(content, f"avisos-{found.year}-{found.number}.pdf")


@requires(Permission.SEND_NOTICES)
@require_GET
def letter_list(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out the list as a spreadsheet."""
    found = _campaign(pk)
    log_access(request.user, "campaign.listed", found)
    response = HttpResponse(list_workbook(found), content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="avisos-{found.year}-{found.number}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.SEND_NOTICES)
@require_GET
def second_attempt(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out once more the letters that found nobody at home (R57)."""
    found = _campaign(pk)
    due = list(second_attempts(found).order_by("number"))
    if not due:
        messages.info(request, _("Cap carta espera un segon intent."))
        return redirect(found)
    log_access(request.user, "campaign.printed", found)
    return pdf_response(production.draw_again(found, due), f"segon-intent-{found.year}-{found.number}.pdf")


@requires(Permission.SEND_NOTICES)
@require_POST
def post(request: TownRequest, pk: int) -> HttpResponse:
    """Note that the letters went to the post."""
    found = _campaign(pk)
    count = following.post_letters(found, at=timezone.now(), actor=request.user)
    if not count:
        messages.info(request, _("No hi ha cap carta més per enviar: ja constaven com a enviades."))
        return redirect(found)
    sentence = ngettext("%(count)s carta consta com a enviada.", "%(count)s cartes consten com a enviades.", count)
    messages.success(request, sentence % {"count": count})
    return redirect(found)


@requires(Permission.VIEW_PEOPLE)
@require_GET
def unit_letters(request: TownRequest, pk: int) -> HttpResponse:
    """List the letters ever written about a unit: a part of its sheet, or a page by itself."""
    unit = get_object_or_404(BurialUnit, pk=pk)
    rows = [LetterRow(letter) for letter in letters_of(unit)]
    return render(request, "notices/unit_letters.html", {"unit": unit, "rows": rows})


@requires(Permission.VIEW_PEOPLE)
@require_GET
def letter(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out one letter: as frozen, or as it would be today."""
    found = _letter(pk)
    log_access(request.user, "letter.read", found)
    return pdf_response(production.draw_one(found), f"carta-{found.code.replace('/', '-') or 'mostra'}.pdf")


def _letter(pk: int) -> Letter:
    return get_object_or_404(Letter.objects.select_related("campaign__template", "campaign__municipality"), pk=pk)


@requires(Permission.SEND_NOTICES)
@require_POST
def outcome(request: TownRequest, pk: int) -> HttpResponse:
    """Note what happened to a letter, and wait for the next one."""
    found = _letter(pk)
    form = OutcomeForm(request.POST, campaign=found.campaign, now=timezone.now())
    if not form.is_valid():
        page = campaign_page(found.campaign, tab="", number="1", scanned=found)
        context = {"page": page, "campaign": found.campaign, "form": form, "section": "notices"}
        return render(request, "notices/campaign.html", context)
    try:
        following.record_outcome(found, form.cleaned_data["outcome"], at=form.cleaned_data["at"], actor=request.user)
    except StepRefusedError as error:
        messages.error(request, str(error))
        return redirect(found.campaign)
    return redirect(f"{found.campaign.get_absolute_url()}?desada={found.pk}")


@requires(Permission.SEND_NOTICES)
@require_POST
def undo(request: TownRequest, pk: int) -> HttpResponse:
    """Take back the last thing noted on a letter."""
    found = _letter(pk)
    try:
        following.undo_outcome(found, at=timezone.now(), actor=request.user)
    except StepRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Desfet: la carta %(code)s torna a estar com abans.") % {"code": found.code})
    return redirect(found.campaign)


@requires(Permission.MANAGE_TOWN)
def wording(request: TownRequest) -> HttpResponse:
    """The words of the expiry letter: read them, try them on an invented right, keep them as the next version."""

    def preview(body: str) -> bytes:
        return draw_letter(letter_from_snapshot(body, sample_letter(request.town, timezone.localdate())))

    data = tuple(sorted(PLACEHOLDERS))
    return edit_wording(request, DocumentKind.EXPIRY_NOTICE, find_faults=letter_faults, preview=preview, data=data)
