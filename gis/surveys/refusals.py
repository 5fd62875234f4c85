"""Why a survey file, or one of its features, is not taken. Pure: the sentences stand in gis/messages/surveys.py."""

from dataclasses import dataclass, field


class SurveyRefusedError(Exception):
    """The whole file is refused: `code` names the sentence, `facts` fill it in."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Issue:
    """Something wrong with one feature of the file (`feature` counts from 1), or with the whole file (None)."""

    code: str
    feature: int | None = None
    feature_code: str = ""
    is_refusal: bool = False
    facts: dict[str, object] = field(default_factory=dict)
