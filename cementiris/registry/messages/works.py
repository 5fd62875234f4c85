"""What the rules of works, files and corrections say."""

from collections.abc import Mapping

from cementiris.registry.messages.wording import Wording

WORDINGS: Mapping[str, Wording] = {}
