"""Every page of the product, from the resolver, with what it asks of its visitor and how to open a sample of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories

THIRD_PARTY = ("allauth.", "django.views.")
"""Modules whose pages stand above the towns and guard themselves."""


@dataclass(frozen=True)
class Page:
    """One address: its name with namespace, what stands in its place for keys, and the view behind it."""

    name: str
    keys: frozenset[str]
    view: Callable[..., Any]
    given: Mapping[str, Any]

    @property
    def access(self) -> str | None:
        """What the view declares: "public", "signed_in", a permission, or None."""
        return getattr(self.view, "access", None)

    @property
    def is_third_party(self) -> bool:
        """Whether a library made it."""
        return self.view.__module__.startswith(THIRD_PARTY)

    @property
    def is_of_a_town(self) -> bool:
        """Whether the town stands in its address."""
        return "town" in self.keys

    def __str__(self) -> str:
        return self.name

    def address(self, town: str) -> str:
        """Return the address of a sample in the open town; what it shows is made now."""
        keys = {key: _sample(self.name, key) for key in sorted(self.keys - {"town"})}
        return reverse(self.name, kwargs={**keys, **({"town": town} if self.is_of_a_town else {}), **self.given})


def _sample(page: str, key: str) -> Any:
    maker = SAMPLES.get(f"{page} {key}")
    if maker is None:
        raise AssertionError(f"say in tests/pages.py how to make a sample for the key {key!r} of {page}")
    return maker()


def _walk(resolver: URLResolver, before: tuple[str, ...], keys: frozenset[str]) -> Iterator[Page]:
    names = (*before, resolver.namespace) if resolver.namespace else before
    keys |= resolver.pattern.converters.keys()
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from _walk(item, names, keys)
        elif isinstance(item, URLPattern):
            own_keys = frozenset(keys | item.pattern.converters.keys() | _groups(item))
            name = ":".join((*names, item.name or f"unnamed {item.pattern}"))
            yield Page(name, own_keys, item.callback, item.default_args)


def _groups(item: URLPattern) -> frozenset[str]:
    regex = getattr(item.pattern, "_regex", "")
    return frozenset(item.pattern.regex.groupindex) if regex else frozenset()


def all_pages() -> list[Page]:
    """Return every address of the product."""
    return list(_walk(get_resolver(), (), frozenset()))


def own_pages() -> list[Page]:
    """Return the addresses that are not a library's."""
    return [page for page in all_pages() if not page.is_third_party]


def _unit() -> int:
    return factories.make_unit(section=factories.make_block()).pk


def _occupied_unit() -> int:
    unit = factories.make_unit(section=factories.make_block())
    factories.make_concession(unit, term=(date(1980, 1, 1), date(2027, 1, 1)), expires_on="2026-12-31")
    factories.make_burial(unit)
    return unit.pk


def _block() -> int:
    return factories.make_block().pk


def _act() -> int:
    from cementiris.registry.models import Act, BurialUnit

    return Act.objects.create(kind="burial", unit=BurialUnit.objects.get(pk=_unit()), on="2026-11-23").pk


def _plan_edit() -> int:
    from django.utils.timezone import now

    from gis.models import EditKind, PlanEdit

    return PlanEdit.objects.create(cemetery=factories.make_cemetery(), kind=EditKind.SHAPE, made_at=now()).pk


def _person() -> int:
    return factories.make_person().pk


def _batch() -> int:
    from imports.rows import SourceFile
    from imports.services.stage import stage

    book = SourceFile("padro.csv", "Nínxol;Titular\n12;Josep Puig i Ferrer\n".encode())
    return stage([book], cemetery_name="Cementiri de Sant Pere", mapping={}, actor=None).pk


def _survey() -> int:
    from gis.services.survey_files import receive
    from gis.surveys.packing import Handed

    return receive(Handed("tombes.geojson", b"{}"), factories.make_cemetery(), actor=None).pk


def _entry_key() -> str:
    from cementiris.lookup.keys import key_of

    return key_of(factories.make_burial(factories.make_unit()).deceased_id)


def _year_of_a_burial() -> int:
    factories.make_burial(factories.make_unit(), on="2010-05-03")
    return 2010


def _document() -> int:
    from cementiris.documents.models import Document

    return Document.objects.create(
        kind="burial_permit", year=2026, number=1, snapshot={}, issued_on="2026-11-23", file="drawn.pdf"
    ).pk


def _tariff() -> int:
    return factories.make_rate().tariff_id


def _letter() -> Any:
    from cementiris.notices.services.planning import plan_campaign

    factories.make_concession(factories.make_unit(), term=(date(2002, 1, 31), date(2027, 1, 31)))
    day = date(2027, 1, 31)
    return plan_campaign(ends_from=day, ends_until=day, on=date(2026, 11, 23), actor=None).letters.get()


def _attachment() -> int:
    return factories.make_attachment(factories.make_unit(section=factories.make_block())).pk


def _lapse() -> int:
    return factories.make_lapse_file(factories.make_unit(section=factories.make_block())).pk


def _order() -> int:
    return factories.make_order(factories.make_unit(section=factories.make_block())).pk


def _layer_key() -> int:
    from cementiris.accounts.models import User
    from gis.services.tokens import make_token

    owner, _ = User.objects.get_or_create(email="nuria@vilaclara.example", defaults={"name": "Núria"})
    return make_token(owner, "QGIS", sees_people=False)[0].pk


def _licence() -> int:
    return factories.make_licence(factories.make_unit(section=factories.make_block())).pk


NOTICES = ("campaign", "choose", "freeze", "progress", "letters", "list", "second_attempt", "post")
LETTERS = ("letter", "outcome", "undo")


def _application() -> int:
    from cementiris.registry.models import Application, BurialUnit

    return Application.objects.create(
        kind="transfer", unit=BurialUnit.objects.get(pk=_unit()), applicant="Laia Comas i Serra",
        entered_on=date(2026, 11, 2), due_on=date(2027, 2, 2),
    ).pk  # fmt: skip


TRANSFERS = ("transfer", "succession", "provisional", "apply")
APPLICATIONS = ("application", "decide_application")
FREE = ("certify", "check_certify", "unit", "bury", "check_bury", "grant", "check_grant")
RIGHTS = tuple(
    f"{check}{page}"
    for page in ("convert", "beneficiary", "rename", "duplicate", "fees_paid")
    for check in ("", "check_")
)
OCCUPIED = (
    *("exhume", "check_exhume", "relocate", "check_relocate", "reduce", "check_reduce", "clear", "check_clear"),
    *("renew", "check_renew", *RIGHTS),
)
TARIFFS = ("tariff", "head", "export", "bring", "new_rate", "new_adjustment", "publish", "version", "discard")
BATCHES = (
    *("batch", "sheets", "columns", "words", "issues", "commit", "progress", "report", "reread", "sign", "undo"),
    *("refused", "take_back", "row", "aside", "restore"),
)

SURVEYS = (
    *("survey", "survey_progress", "read_survey_again", "commit_survey", "undo_survey", "survey_features"),
    *("survey_list", "survey_workbook"),
)
BLOCKS = ("new_wall", "renumber_block", "close_block", "reopen_block")
CEMETERIES = ("change_cemetery", "new_section", "new_units", "check_new_units")
PRINTS = ("printing", "print_wall", "print_plan", "print_work")
UNIT_CHANGES = ("renumber", "describe", "close", "reopen", "retire", "merge", "split")

SAMPLES: dict[str, Callable[[], Any]] = {
    **{f"registry:{page} pk": _unit for page in FREE},
    **{f"registry:{page} pk": _occupied_unit for page in OCCUPIED},
    **{
        f"registry:{check}{page} pk": _occupied_unit
        for page in ("renounce", "retrocede", "open_lapse")
        for check in ("", "check_")
    },
    "registry:lapse_file pk": _lapse,
    **{f"registry:{page} pk": _lapse for page in ("lapse_step", "check_lapse_step")},
    **{f"registry:{page} kind": lambda: "notice" for page in ("lapse_step", "check_lapse_step")},
    **{f"registry:{page} pk": _occupied_unit for page in TRANSFERS},
    **{f"registry:check_{page} pk": _occupied_unit for page in TRANSFERS},
    **{f"registry:{page} pk": _application for page in APPLICATIONS},
    **{f"registry:{check}{page} pk": _unit for page in UNIT_CHANGES for check in ("", "check_")},
    **{f"registry:{check}{page} pk": _block for page in BLOCKS for check in ("", "check_")},
    **{f"registry:{page} pk": lambda: factories.make_cemetery().pk for page in CEMETERIES},
    "registry:change_section pk": _block,
    "gis:planned_wall pk": _block,
    **{f"gis:{page} pk": lambda: factories.make_cemetery().pk for page in PRINTS},
    "gis:revoke_key pk": _layer_key,
    **{f"gis:{page} pk": lambda: factories.make_cemetery().pk for page in ("surveys", "new_survey")},
    **{f"gis:{page} pk": _survey for page in SURVEYS},
    **{f"gis:{page} name": lambda: "matched" for page in ("survey_list", "survey_workbook")},
    "registry:act pk": _act,
    "registry:freeze_book year": _year_of_a_burial,
    "registry:certify_person pk": lambda: factories.make_burial(factories.make_unit()).deceased_id,
    "registry:annul pk": _act,
    "registry:person pk": _person,
    "registry:correct_person pk": _person,
    "registry:match pk": _person,
    "registry:match other": _person,
    "registry:correct_movement pk": lambda: factories.make_burial(factories.make_unit()).pk,
    "registry:correct_right pk": lambda: factories.make_concession(factories.make_unit()).pk,
    "registry:ordinance pk": lambda: factories.make_ordinance().pk,
    **{f"registry:{page} pk": _unit for page in ("unit_files", "attach", "photograph_unit")},
    **{f"registry:{page} pk": _block for page in ("photograph_section", "section_files")},
    "registry:act_files pk": _act,
    **{f"registry:{page} pk": _unit for page in ("licence", "check_licence", "new_work")},
    **{f"registry:{page} pk": _order for page in ("work_order", "work_done", "move_work", "call_off_work")},
    "registry:finish_licence pk": _licence,
    **{f"registry:{page} pk": _attachment for page in ("attachment", "attachment_preview", "withdraw_attachment")},
    "registry:tariff_coverage pk": _tariff,
    **{f"fees:{page} pk": _tariff for page in TARIFFS},
    "fees:rate pk": lambda: factories.make_rate().pk,
    "fees:adjustment pk": lambda: factories.make_adjustment().pk,
    "gis:cemetery pk": lambda: factories.make_cemetery().pk,
    **{f"gis:{page} pk": lambda: factories.make_cemetery().pk for page in ("editor", "sketch")},
    "gis:undo_edit pk": _plan_edit,
    "gis:find pk": lambda: factories.make_cemetery().pk,
    "gis:layers pk": lambda: factories.make_cemetery().pk,
    "gis:neighbours pk": _unit,
    "gis:walk pk": _unit,
    **{f"gis:{page} pk": lambda: factories.make_cemetery().pk for page in ("photographs", "photograph_pins")},
    "imports:unit_sources pk": _unit,
    "imports:person_sources pk": _person,
    "imports:right_sources pk": lambda: factories.make_concession(factories.make_unit()).pk,
    **{f"imports:{page} pk": _batch for page in BATCHES},
    **{f"imports:{page} position": lambda: 0 for page in ("row", "aside", "restore")},
    "lookup:entry key": _entry_key,
    "lookup:request key": _entry_key,
    "documents:document pk": _document,
    "documents:wording kind": lambda: "title",
    "notices:unit_letters pk": _unit,
    **{f"notices:{page} pk": lambda: _letter().campaign_id for page in NOTICES},
    **{f"notices:{page} pk": lambda: _letter().pk for page in LETTERS},
}
"""How to make what an address points at, by "page key"; each maker writes into the open town."""
