"""The words of states in the reader's language, made once for a page."""

from django.utils.translation import gettext as _

from cementiris.design.states import STATES

ANOMALY = "anomaly"


def state_words() -> dict[tuple[str, bool], str]:
    """The word of each state in running text, by its key and whether the unit is anomalous."""
    words = {}
    for look in STATES:
        if look.key != ANOMALY:
            word = str(look.word)
            words[look.key, False] = _lower(word)
            words[look.key, True] = _lower(_("%(state)s, amb una anomalia") % {"state": word})
    return words


def state_letters() -> dict[tuple[str, bool], str]:
    """The letter of each state on paper, with ! for an anomaly."""
    return {(look.key, odd): f"{look.letter}!" if odd else look.letter for look in STATES for odd in (False, True)}


def _lower(word: str) -> str:
    return word[:1].lower() + word[1:]
