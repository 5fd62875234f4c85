"""Why something cannot be drawn. Pure: the sentences stand in gis/messages/editing.py."""


class NotDrawableError(Exception):
    """Nothing is drawn: `code` names the sentence, `facts` fill it in, `field` is where it was typed."""

    def __init__(self, code: str, field: str = "", **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.field = field
        self.facts = facts
