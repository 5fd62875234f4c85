"""Why something cannot be printed as it was asked for."""


class NotPrintable(Exception):
    """What was asked for does not go on paper; `code` names the sentence of `gis.messages.prints`, `facts` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
