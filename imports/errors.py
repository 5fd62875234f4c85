"""What is raised when a file cannot be read at all."""

from __future__ import annotations

from imports.messages import UNREADABLE


class UnreadableFile(Exception):
    """A file that yields no rows; `code` names a sentence of `imports.messages` and `values` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.template.format(**values))

    @property
    def template(self) -> str:
        """The sentence as the message catalogue knows it, its values still in braces."""
        return UNREADABLE[self.code]


class ImportIsClosed(Exception):
    """What was meant to be corrected has been brought in already."""


class NotBroughtIn(Exception):
    """What can only be said of an import that the register holds was asked of one that it does not."""
