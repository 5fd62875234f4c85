"""Changing the words of the letters."""

from django.db import transaction
from django.utils.translation import gettext as _

from cementiris.documents.models import DocumentKind, DocumentTemplate
from cementiris.documents.services import current_template
from cementiris.documents.wording import WordingFault, faults
from cementiris.notices.contents import CONDITIONS, PLACEHOLDERS


@transaction.atomic
def change_wording(body: str) -> DocumentTemplate:
    """Keep `body` as the town's next version of the expiry letter; campaigns frozen before keep theirs.

    Raises WordingFault, with one sentence for each fault, when a letter could not be made of it.
    """
    found = faults(body, placeholders=PLACEHOLDERS, conditions=CONDITIONS)
    if not body.strip():
        found.append(_("El text és buit."))
    if found:
        raise WordingFault("\n".join(found))
    latest = current_template(DocumentKind.EXPIRY_NOTICE)
    if latest.body == body:
        return latest
    return DocumentTemplate.objects.create(kind=DocumentKind.EXPIRY_NOTICE, version=latest.version + 1, body=body)
