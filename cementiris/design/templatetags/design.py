"""The components of the product as template tags and filters; docs/design.md lists them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cementiris.design import writing
from cementiris.design.fields import draw
from cementiris.design.states import STATES, look_of
from cementiris.design.wording import day_in_words, edtf_in_words

register = template.Library()

LEVEL_WORDS = {
    "stop": gettext_lazy("Atura:"),
    "warn": gettext_lazy("Atenció:"),
    "ok": gettext_lazy("Compleix:"),
    "note": gettext_lazy("Nota:"),
}
MESSAGE_LEVELS = {"error": "stop", "warning": "warn", "success": "ok", "info": "note", "debug": "note"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from includes/icons.html; the word beside it carries the meaning."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def chip(state: str, anomaly: bool = False) -> SafeString:
    """Swatch and word of a unit's state; an anomaly is said after it."""
    look = look_of(str(state))
    word = _("%(state)s, amb una anomalia") % {"state": look.word} if anomaly else look.word
    extra, mark = (" anomaly", "!") if anomaly else ("", "")
    swatch = format_html('<span class="sw st {}{}" data-k="{}{}"></span>', look.key, extra, look.letter, mark)
    return format_html('<span class="chip">{}{}</span>', swatch, word)


@register.inclusion_tag("includes/legend.html")
def legend(counts: Mapping[str, int] | None = None, columns: bool = False) -> dict[str, Any]:
    """All states with swatch and letter, and how many units are in each when `counts` is given."""
    looks = [(look, counts.get(look.key, 0) if counts is not None else None) for look in STATES]
    return {"looks": looks, "columns": columns}


@register.inclusion_tag("includes/rule.html")
def rule(level: str, text: str, number: str = "", id: str = "", href: str = "") -> dict[str, Any]:
    """A rule's sentence: `stop`, `warn`, `ok` or `note`; with `href` the sentence leads to the field it concerns."""
    return {"level": level, "word": LEVEL_WORDS[level], "text": text, "number": number, "id": id, "href": href}


@register.inclusion_tag("includes/message.html")
def message(level: str, text: str) -> dict[str, Any]:
    """What an act ended in, said once above the content; takes our levels or Django's message tags."""
    return {"level": MESSAGE_LEVELS.get(level, level), "text": text}


@register.inclusion_tag("includes/field.html")
def field(
    bound: BoundField, rules: Iterable[Any] = (), size: str = "", label: str = "", hint: str | None = None
) -> dict[str, Any]:
    """A form field whole: label, hint, control, errors and the rule messages that concern it."""
    drawn = draw(bound, rules=rules or (), size=size, hint=hint)
    return {"field": drawn, "bound": bound, "label": label or bound.label}


@register.inclusion_tag("includes/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What keeps a form from being accepted, each error a link to its field."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors]}


@register.inclusion_tag("includes/sort_head.html", takes_context=True)
def sort_head(context: template.Context, label: str, key: str, number: bool = False) -> dict[str, Any]:
    """A table head that sorts by `key`; a second click turns the order round."""
    request = context["request"]
    sort = request.GET.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    following = f"-{key}" if direction == "ascending" else key
    return {"request": request, "label": label, "number": number, "direction": direction, "following": following}


@register.inclusion_tag("includes/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """The pages of a list; the rest of the query (search, filters, order) stays."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {"request": context["request"], "page": page, "numbers": numbers, "ellipsis": page.paginator.ELLIPSIS}


@register.filter
def day(value: date | None) -> str:
    """A day as 22/11/2026; nothing when there is none."""
    if value is None or value == "":
        return ""
    return writing.day_text(_local(value) if isinstance(value, datetime) else value)


@register.filter
def long_day(value: date) -> str:
    """A day with its weekday: diumenge, 22 de novembre de 2026."""
    return day_in_words(value)


@register.filter
def moment(value: datetime | None) -> str:
    """An instant as 22/11/2026, 9.12, in local time."""
    if value is None:
        return ""
    return writing.moment_text(_local(value))


@register.filter
def edtf(value: Any) -> str:
    """A partial date in words, from EDTF text or from anything that has `.edtf`."""
    return edtf_in_words(str(getattr(value, "edtf", value) or ""))


@register.filter
def whole(value: int | None) -> str:
    """A count with dots: 14.208."""
    return "" if value is None else writing.whole_text(int(value))


@register.filter
def amount(value: Decimal | int | None) -> str:
    """Euros as 1.896,35 €."""
    return "" if value is None else writing.amount_text(Decimal(value))


@register.filter
def filesize_plain(value: int | None) -> str:
    """The size of a file: 84 kB."""
    return "" if value is None else writing.size_text(int(value))


def _local(value: datetime) -> datetime:
    """An instant in the town's time."""
    return timezone.localtime(value) if timezone.is_aware(value) else value
