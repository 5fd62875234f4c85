"""How an import agrees with the plan and with what its blocks are said to have, block by block."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.design.writing import whole_text

LINES_SHOWN = 40


@dataclass(frozen=True)
class BlockLine:
    """One block that differs: its counts in the file and on the plan (None: it is on none), and what differs."""

    name: str
    in_file: int
    on_plan: int | None
    sentences: list[str]


@dataclass(frozen=True)
class Reconciliation:
    """The blocks that differ, the first of them, and how many of the others agree."""

    lines: list[BlockLine]
    more_count: int
    agreeing_count: int


def reconciliation(proposal: Mapping[str, Any]) -> Reconciliation | None:
    """Return what an import and the plan say differently; nothing where there is no plan."""
    told = proposal.get("reconciliation")
    if not told or not (told["differing"] or told["on_plan"]):
        return None
    differing = [_line(block) for block in told["blocks"][: told["differing"]]]
    everything = len(told["blocks"]) + told["left_out"]
    return Reconciliation(
        differing[:LINES_SHOWN], max(0, told["differing"] - LINES_SHOWN), everything - told["differing"]
    )


def _line(block: Mapping[str, Any]) -> BlockLine:
    return BlockLine(block["block"] or _("Sense bloc"), block["in_file"], block["on_plan"], list(_sentences(block)))


def _sentences(block: Mapping[str, Any]) -> list[str]:
    said = []
    if block["only_in_file"]["count"]:
        said.append(_only_in_file(block["only_in_file"]))
    if block["only_on_plan"]["count"]:
        said.append(_only_on_plan(block["only_on_plan"]))
    if block["stated_missing"]["count"]:
        first, last = block["stated"]
        said.append(_missing(block["stated_missing"], first, last))
    if block["shift"]:
        said.append(_shifted(block["shift"]))
    return said


def _only_in_file(some: Mapping[str, Any]) -> str:
    words = ngettext(
        "%(count)s sepultura del fitxer no és al plànol: %(which)s.",
        "%(count)s sepultures del fitxer no són al plànol: %(which)s.",
        some["count"],
    )
    return words % _named(some)


def _only_on_plan(some: Mapping[str, Any]) -> str:
    words = ngettext(
        "%(count)s sepultura del plànol no és al fitxer: %(which)s.",
        "%(count)s sepultures del plànol no són al fitxer: %(which)s.",
        some["count"],
    )
    return words % _named(some)


def _missing(some: Mapping[str, Any], first: int, last: int) -> str:
    words = ngettext(
        "El bloc va del %(first)d al %(last)d i hi falta %(count)s número: %(which)s.",
        "El bloc va del %(first)d al %(last)d i hi falten %(count)s números: %(which)s.",
        some["count"],
    )
    return words % {**_named(some), "first": first, "last": last}


def _shifted(by: int) -> str:
    if by > 0:
        words = ngettext(
            "Els titulars hi són %(count)d número més enllà que al registre: mireu si el fitxer va corregut.",
            "Els titulars hi són %(count)d números més enllà que al registre: mireu si el fitxer va corregut.",
            by,
        )
    else:
        words = ngettext(
            "Els titulars hi són %(count)d número més enrere que al registre: mireu si el fitxer va corregut.",
            "Els titulars hi són %(count)d números més enrere que al registre: mireu si el fitxer va corregut.",
            -by,
        )
    return words % {"count": abs(by)}


def _named(some: Mapping[str, Any]) -> dict[str, str]:
    shown = ", ".join(some["examples"])
    if some["count"] > len(some["examples"]):
        shown = _("%(numbers)s i altres") % {"numbers": shown}
    return {"count": whole_text(some["count"]), "which": shown}
