"""Write docs/rules.md from the rule functions and their sentences."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from cementiris.registry.messages import WORDINGS
from cementiris.registry.rules.catalogue import IN_DATABASE, RuleText, rules_by_code
from cementiris.registry.rules.sources import SOURCES

HEAD = """# Rules

Written by `bin/manage write_rules` from the functions in `cementiris/registry/rules/`; change those, not this page.
The numbers R1 to R80 are frozen: messages and tests cite them. X numbers are the project's own: plain sense, and what
the database itself refuses. A *stop* cannot be overruled; a *warning* can, with a reason that stays in the journal.
What a town may choose stands in its ordinance and reaches the rules as a fact.
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
    lines += [f"- says: {_shown(words)}" for words in wording.breach.values()]
    lines += [f"- holds: {_shown(words)}" for words in wording.holds.values()]
    lines += [f"- source: {source}" for source in dict.fromkeys(text.sources for text in texts)]
    lines += [f"- code: `{text.function}`" for text in texts]
    return "\n".join([*lines, ""])


def _shown(words: object) -> str:
    """A sentence with its blanks as the reader sees them: «… fins al ⟨possible_on⟩»."""
    return "«" + re.sub(r"%\((\w+)\)s", r"⟨\1⟩", str(words)) + "»"


def _sources() -> str:
    rows = [f"- [{key}] {title}: <{address}>" for key, (title, address) in SOURCES.items()]
    return "\n".join(["## Sources", "", *rows, ""])
