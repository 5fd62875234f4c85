"""What the rules of renunciation, retrocession and caducity say."""

from collections.abc import Mapping

from cementiris.registry.messages.wording import Wording

WORDINGS: Mapping[str, Wording] = {}
