"""Certificates of what the register says, and the burial register as a book."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.documents.models import Document, DocumentKind
from cementiris.registry.books import book_years, lines_of_year
from cementiris.registry.entries import Submission
from cementiris.registry.forms.certificates import PersonCertificateForm, UnitCertificateForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Person
from cementiris.registry.rules.certificates import check_certificate
from cementiris.registry.rules.findings import Finding
from cementiris.registry.services.certificates import certificate_facts, certify_person, certify_unit, print_book
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.views.acting import ActPageSpec

LINES_A_PAGE = 100


def _judge(form: UnitCertificateForm) -> tuple[Finding, ...]:
    return check_certificate(certificate_facts(form.entry(), form.today))


ACTS = (ActPageSpec("certify", "certificat", UnitCertificateForm, _judge, certify_unit, "certificate_unit"),)


@requires(Permission.REGISTER_ACTS)
def certify(request: TownRequest, pk: int) -> HttpResponse:
    """Issue a certificate of where somebody was laid and rests."""
    person = get_object_or_404(Person, pk=pk)
    form = PersonCertificateForm(request.POST or None, today=localdate())
    if request.method == "POST" and form.is_valid():
        try:
            act = certify_person(person=person, entry=form.entry(), sent=form.submission(request.user))
        except AlreadySent as repeated:
            act = repeated.act
        except RuleBroken as broken:
            for breach in broken.breaches:
                form.add_error(None, f"{breach.code}. {sentence(breach)}")
            return _person_page(request, person, form)
        return redirect("registry:act", town=request.town.slug, pk=act.pk)
    return _person_page(request, person, form)


def _person_page(request: TownRequest, person: Person, form: PersonCertificateForm) -> HttpResponse:
    log_access(request.user, "person.read", person)
    return render(request, "registry/certificate_person.html", {"person": person, "form": form})


@requires(Permission.VIEW_PEOPLE)
def book(request: TownRequest) -> HttpResponse:
    """The burial register of a year, line by line, and the books printed of it."""
    years = book_years()
    asked = request.GET.get("any", "")
    known = {str(one.year): one.year for one in years}
    year = known.get(asked) or (years[0].year if years else None)
    lines = lines_of_year(year) if year else None
    printed = Document.objects.filter(kind=DocumentKind.BURIAL_BOOK, snapshot__year=str(year)).order_by("-pk")
    log_access(request.user, "book.read")
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page")) if lines is not None else None
    context = {"years": years, "year": year, "page": page, "printed": printed, "section": "register"}
    return render(request, "registry/book.html", context)


@requires(Permission.REGISTER_ACTS)
@require_POST
def freeze_book(request: TownRequest, year: int) -> HttpResponse:
    """Print the book of a year, numbered and frozen."""
    if year not in {one.year for one in book_years()}:
        raise Http404
    printed = print_book(request.town, year=year, sent=Submission(actor=request.user, today=localdate()))
    return redirect("documents:document", town=request.town.slug, pk=printed.pk)
