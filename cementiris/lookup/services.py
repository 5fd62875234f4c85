"""What happens when a relative writes."""

from datetime import date

from django.db import transaction

from cementiris.lookup.models import ErasureRequest, PublicEntry
from cementiris.registry.models import Act, ActKind, Person


@transaction.atomic
def receive_request(request: ErasureRequest, entry: PublicEntry, on: date) -> ErasureRequest:
    """Keep a relative's request and take the person out of the public search at once (R68).

    The town decides afterwards; until then nobody finds the person, and the unit's timeline says since when.
    """
    person = Person.objects.select_for_update().get(pk=entry.pk)
    request.person = person
    request.save()
    person.hidden_from_public = True
    person.save(update_fields=["hidden_from_public", "folded"])
    Act.objects.create(
        kind=ActKind.HIDDEN,
        unit_id=entry.unit_id,
        on=on,
        person_text=person.text,
        detail=str(request.get_kind_display()),
    )
    return request
