"""The words of the letters: what is wrong with them, and keeping them."""

from django.utils.translation import gettext as _

from cementiris.documents.models import DocumentKind, DocumentTemplate
from cementiris.documents.services import save_wording
from cementiris.documents.wording import WordingFault, faults
from cementiris.notices.contents import CONDITIONS, PLACEHOLDERS


def letter_faults(body: str) -> list[str]:
    """Everything that keeps a letter from being made of the text, one sentence each."""
    found = faults(body, placeholders=PLACEHOLDERS, conditions=CONDITIONS)
    return found if body.strip() else [*found, _("El text és buit.")]


def change_wording(body: str) -> DocumentTemplate:
    """Keep `body` as the town's next version of the expiry letter; campaigns frozen before keep theirs.

    Raises WordingFault, with one sentence for each fault, when a letter could not be made of it.
    """
    found = letter_faults(body)
    if found:
        raise WordingFault("\n".join(found))
    return save_wording(DocumentKind.EXPIRY_NOTICE, body)
