"""Write docs/rules.md from the rule functions and their sentences."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from cementiris.registry.forms.ordinance_words import LABELS
from cementiris.registry.messages import WORDINGS
from cementiris.registry.models import Ordinance
from cementiris.registry.rules.anatomy import choices_read, severities
from cementiris.registry.rules.catalogue import IN_DATABASE, RuleText, rule_modules, rules_by_code
from cementiris.registry.rules.sources import SOURCES

HEAD = """# Rules

Written by `bin/manage write_rules` from the functions in `cementiris/registry/rules/`; change those, not this page.
The numbers R1 to R80 are frozen: messages and tests cite them. X numbers are the project's own: plain sense, and what
the database itself refuses. A *stop* cannot be overruled by anybody; a *warning* can, by whoever may register the act,
with a typed reason that stays in the journal. What a town may choose stands in its ordinance (*chosen by the town*) and
reaches the rules as a fact; an act is judged by the ordinance of its day.
"""


class Command(BaseCommand):
    help = "Write docs/rules.md from the rule functions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=Path(settings.BASE_DIR) / "docs" / "rules.md")

    def handle(self, *args: Any, **options: Any) -> None:
        options["output"].write_text(rules_page(), encoding="utf-8")


def rules_page() -> str:
    """The whole page, always the same for the same code."""
    with override("ca"):
        rules = [_section(code, texts) for code, texts in rules_by_code().items()]
    return "\n".join([HEAD, *rules, _sources()])


def _section(code: str, texts: list[RuleText]) -> str:
    wording = WORDINGS[code]
    lines = [f"## {code} {wording.title}", ""]
    for sentence in dict.fromkeys(text.sentence for text in texts):
        lines += [sentence, ""]
    lines += [f"{text.details}\n" for text in texts if text.details]
    lines += [f"In the database: {IN_DATABASE[code]}\n"] if code in IN_DATABASE else []
    lines += [f"- {_weight(code, variant)}: {_shown(words)}" for variant, words in wording.breach.items()]
    lines += [f"- holds: {_shown(words)}" for words in wording.holds.values()]
    lines += _chosen(texts)
    lines += [f"- source: {source}" for source in dict.fromkeys(text.sources for text in texts)]
    lines += [f"- code: `{text.function}`" for text in texts]
    return "\n".join([*lines, ""])


def _weight(code: str, variant: str) -> str:
    """Whether the sentence stops or can be overruled, as the code of the rules says."""
    known = severities(rule_modules())
    found = known.get((code, variant)) or known.get((code, "*")) or {"stop"}
    return " or ".join({"stop": "stop", "warn": "warning"}[one] for one in sorted(found))


def _chosen(texts: list[RuleText]) -> list[str]:
    names = [name for text in texts for name in choices_read(text.function, rule_modules())]
    defaults = Ordinance()
    said = [f"{LABELS.get(name, name)} (`{name}`, {_default(defaults, name)})" for name in dict.fromkeys(names)]
    return [f"- chosen by the town: {'; '.join(said)}"] if said else []


def _default(ordinance: Ordinance, name: str) -> str:
    value = getattr(ordinance, name)
    return "by kind of unit" if isinstance(value, dict) else f"at first {value}"


def _shown(words: object) -> str:
    """A sentence with its blanks as the reader sees them: «… fins al ⟨possible_on⟩»."""
    return "«" + re.sub(r"%\((\w+)\)s", r"⟨\1⟩", str(words)) + "»"


def _sources() -> str:
    rows = [f"- [{key}] {title}: <{address}>" for key, (title, address) in SOURCES.items()]
    return "\n".join(["## Sources", "", *rows, ""])
