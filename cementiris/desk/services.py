"""The inventory as a numbered paper."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import override

from cementiris.accounts.models import Municipality, User
from cementiris.design.states import look_of
from cementiris.desk.forecast import Assumptions
from cementiris.desk.inventory import FamilyOutlook, Inventory, inventory, outlooks
from cementiris.desk.outlook_words import basis_in_words, outlook_in_words, statement
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.rules.states import State


@transaction.atomic
def print_inventory(town: Municipality, *, on: date, assumed: Assumptions, today: date, actor: User) -> Document:
    """Issue the inventory of a day with its forecast, frozen as it reads now. In Catalan, as all papers."""
    with override("ca"):
        snapshot = {"town": town_snapshot(town), **_paper(inventory(on), outlooks(on, assumed), assumed)}
        return issue(DocumentKind.INVENTORY, snapshot=snapshot, on=today, actor=actor)


def _paper(counted: Inventory, seen: list[FamilyOutlook], assumed: Assumptions) -> dict[str, Any]:
    return {
        "at": f"{counted.on:%d/%m/%Y}",
        "statement": statement(counted),
        "heads": [str(look_of(state).word) for state in State],
        "rows": [
            [str(line.cemetery), str(line.kind.label), str(line.total), *map(str, line.cells)] for line in counted.lines
        ],
        "anomalies": str(counted.anomaly_count),
        "unplaced": str(counted.unplaced_count),
        "outlooks": [
            {
                "family": str(one.family.label),
                "basis": basis_in_words(one, assumed.returned),
                "words": outlook_in_words(one),
            }
            for one in seen
        ],
    }
