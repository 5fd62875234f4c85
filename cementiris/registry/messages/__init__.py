"""One sentence for every answer of a rule: what is wrong, and from when it will be possible."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages import (
    burials,
    certificates,
    endings,
    exhumations,
    fees,
    lapse,
    ordinances,
    places,
    records,
    rights,
    states,
    titles,
    transfers,
    works,
)
from cementiris.registry.messages.wording import Wording
from cementiris.registry.rules.findings import Breach, Finding, Parameter

WORDINGS: Mapping[str, Wording] = {
    **rights.WORDINGS,
    **titles.WORDINGS,
    **transfers.WORDINGS,
    **endings.WORDINGS,
    **lapse.WORDINGS,
    **burials.WORDINGS,
    **exhumations.WORDINGS,
    **places.WORDINGS,
    **records.WORDINGS,
    **works.WORDINGS,
    **fees.WORDINGS,
    **ordinances.WORDINGS,
    **certificates.WORDINGS,
    **states.WORDINGS,
}


def display(value: Parameter) -> str:
    """Write one parameter as the screen does: 22/11/2026, and an hour as «18.40 del 22/11/2026»."""
    if isinstance(value, datetime):
        hour = f"{value:%H.%M}".removeprefix("0")
        return str(_("%(hour)s del %(day)s")) % {"hour": hour, "day": f"{value:%d/%m/%Y}"}
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def title(finding: Finding) -> str:
    """The rule's short name, for the list at the side."""
    return str(WORDINGS[finding.code].title)


def sentence(finding: Finding) -> str:
    """The whole sentence, in the reader's language."""
    wording = WORDINGS[finding.code]
    words = (wording.breach if isinstance(finding, Breach) else wording.holds)[finding.variant]
    return str(words) % {name: display(value) for name, value in finding.parameters.items()}


ASKS = re.compile(r"\b(digueu|escriviu|comproveu|expliqueu)", re.IGNORECASE)
"""What a Catalan sentence asks of the clerk who has it on the screen."""


def statement(finding: Finding) -> str:
    """What the sentence states, without what it asks of the clerk: the journal and the papers keep no request."""
    first, *rest = re.split(r"(?<=\.) ", sentence(finding))
    return " ".join([first, *(part for part in rest if not ASKS.search(part))])
