"""How each kind of act is taken back: what it changed becomes again what it was, and nothing is deleted (R76)."""

from collections.abc import Callable, Mapping

from cementiris.registry.models import Act

REVERSALS: Mapping[str, Callable[[Act], None]] = {}
"""By kind of act. A kind that is not here has changed nothing that could be taken back."""
