"""Two administrators publish a tariff in the same second."""

from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import Municipality
from cementiris.fees.models import Tariff
from cementiris.fees.services import TariffsOverlap, publish
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_tariff

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_tariffs_published_at_once_the_second_is_told_of_the_first(
    transactional_db: None, vilaclara: Municipality, at_once: AtOnce
) -> None:
    with municipality(vilaclara.pk):
        drafts = [make_tariff(name=name, valid_from=date(2026, 1, 1)) for name in ("Una", "Altra")]
    outcomes: list[Any] = at_once(*(lambda draft=draft: publish(draft) for draft in drafts))
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)] == [TariffsOverlap]
    with municipality(vilaclara.pk):
        assert Tariff.objects.filter(is_published=True).count() == 1
