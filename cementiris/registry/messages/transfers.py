"""What the rules of transfers of rights say."""

from collections.abc import Mapping

from cementiris.registry.messages.wording import Wording

WORDINGS: Mapping[str, Wording] = {}
