"""What bin/check counts as a proper translation."""

import pytest
from babel.messages.catalog import Message

from bin.translations import fault


@pytest.mark.parametrize(
    ("message", "lack"),
    [
        (Message("Nínxol", "Nicho"), ""),
        (Message("Nínxol", ""), "missing"),
        (Message("Nínxol", "Nicho", flags=["fuzzy"]), "fuzzy"),
        (Message(("%(n)s nínxol", "%(n)s nínxols"), ("%(n)s nicho", "%(n)s nichos")), ""),
        (Message(("%(n)s nínxol", "%(n)s nínxols"), ("%(n)s nicho", "")), "missing"),
        (Message("Fins al %(day)s", "Hasta el %(dia)s"), "other placeholders"),
        (Message("Fins al %(day)s", "Hasta entonces"), "other placeholders"),
    ],
)
def test_a_translation_is_whole_or_says_what_it_lacks(message: Message, lack: str) -> None:
    assert fault(message) == lack
