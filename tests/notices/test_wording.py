"""A town's own words for its letters."""

from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.documents.models import DocumentKind
from cementiris.documents.services import current_template
from cementiris.documents.wording import WordingFault, faults
from cementiris.notices.contents import CONDITIONS, PLACEHOLDERS
from cementiris.notices.services.planning import freeze, plan_campaign
from cementiris.notices.services.wording import change_wording
from tests.documents.letters import BODY
from tests.notices.places import make_right

LAST, ON = date(2027, 3, 31), date(2026, 11, 23)
AT = timezone.make_aware(datetime(2026, 11, 23, 10, 42))


def test_the_product_s_wording_has_no_fault():
    assert faults(BODY, placeholders=PLACEHOLDERS, conditions=CONDITIONS) == []


def test_a_letter_holds_exactly_the_values_that_a_wording_may_ask_for(in_vilaclara: Municipality):
    make_right("1", LAST)
    letter = freeze(plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None), at=AT, actor=None).letters.get()
    assert set(letter.snapshot["values"]) == PLACEHOLDERS
    assert set(letter.snapshot["conditions"]) == CONDITIONS


def test_new_words_are_a_new_version_and_frozen_campaigns_keep_theirs(in_vilaclara: Municipality):
    make_right("1", LAST)
    before = freeze(plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None), at=AT, actor=None)
    assert change_wording("# Nou text per a {titular}").version == 2
    assert change_wording("# Nou text per a {titular}").version == 2
    after = plan_campaign(ends_from=LAST, ends_until=LAST, on=date(2026, 12, 1), actor=None)
    frozen_after = freeze(after, at=AT, actor=None)
    before.refresh_from_db()
    assert before.template is not None
    assert frozen_after.template is not None
    assert (before.template.version, frozen_after.template.version) == (1, 2)


def test_words_that_ask_for_what_no_letter_holds_are_refused(in_vilaclara: Municipality):
    with pytest.raises(WordingFault, match="titlar"):
        change_wording("{titlar}")
    with pytest.raises(WordingFault, match="buit"):
        change_wording("  ")
    assert current_template(DocumentKind.EXPIRY_NOTICE).version == 1


def test_the_command_shows_and_changes(vilaclara: Municipality, tmp_path: Path):
    shown, changed = StringIO(), StringIO()
    call_command("letter_wording", "--municipality=99001", stdout=shown)
    assert shown.getvalue().startswith("# El dret funerari sobre")
    file = tmp_path / "text.txt"
    file.write_text("# Avís\n\n{salutacio}", encoding="utf-8")
    call_command("letter_wording", "--municipality=99001", f"--set={file}", stdout=changed)
    assert changed.getvalue().strip() == "Text de les cartes, versió 2."


@pytest.mark.parametrize(("content", "sentence"), [(b"{x}", "no hi ha cap dada"), (b"\xff\xfe", "text UTF-8")])
def test_the_command_says_what_is_wrong(vilaclara: Municipality, tmp_path: Path, content: bytes, sentence: str):
    file = tmp_path / "text.txt"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("letter_wording", "--municipality=99001", f"--set={file}")
