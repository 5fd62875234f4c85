"""The sentences of the import in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from imports.errors import UnreadableFile
from imports.messages import ISSUES, SKIPPED
from imports.samples import MEANING_WORDS


def unreadable_sentence(error: UnreadableFile) -> str:
    """Say why a file cannot be read and what to do."""
    return _(error.template).format(**error.values)


def issue_sentence(code: str, values: Mapping[str, str]) -> str:
    """Say what is the matter with a row; a field of the register is named as the columns are."""
    named = {"field": field_word(values["field"])} if "field" in values else {}
    return _(ISSUES[code]).format(**{**values, **named})


def field_word(field: str) -> str:
    """Return what a field of the register is called on screen."""
    words = {"term_years": _("Durada del dret"), "name": _("Nom")}
    return words.get(field) or str(MEANING_WORDS.get(field, field))


def issue_kind(code: str) -> str:
    """Say what is the matter with all rows of one code, an ellipsis where each has a value of its own."""
    return _(ISSUES[code]).format_map(_Ellipses())


class _Ellipses(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def skipped_word(reason: str) -> str:
    """Say why a row holds no data."""
    return _(SKIPPED[reason])


def fact_word(kind: str) -> str:
    """Return what the register calls a kind of fact that an import makes."""
    return {
        "units": _("Sepultures"),
        "people": _("Persones"),
        "concessions": _("Drets"),
        "burials": _("Inhumacions i altres moviments"),
    }[kind]
