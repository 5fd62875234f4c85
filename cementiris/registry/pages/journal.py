"""The journal of a town: who registered what and when, to be filtered by kind, person who did it, name and day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cementiris.accounts.models import User
from cementiris.registry.dates import PartialDate
from cementiris.registry.models import Act, ActKind
from cementiris.registry.services.journal import ECHO_OF
from cementiris.registry.typed_dates import read_date
from cementiris.registry.typed_keys import read_key

LONGEST = 200


@dataclass(frozen=True)
class JournalQuestion:
    """What is asked of the journal, as it was typed; what cannot be understood asks nothing."""

    kind: str = ""
    actor: str = ""
    name: str = ""
    day: str = ""

    @classmethod
    def typed(cls, asked: "dict[str, str]") -> "JournalQuestion":
        """Read the question, without what no name or day can hold."""
        texts = {name: asked.get(name, "").replace("\0", "").strip()[:LONGEST] for name in ("qui", "nom", "dia")}
        kind = asked.get("mena", "")
        known = kind if kind in ActKind.values else ""
        return cls(kind=known, actor=texts["qui"], name=texts["nom"], day=texts["dia"])

    def days(self, this_year: int) -> PartialDate | None:
        """The day, month or year that was asked for; None where it is none."""
        try:
            found = read_date(self.day, this_year=this_year) if self.day else None
        except ValueError:
            return None
        return found if found is not None and found.earliest and found.latest else None


def journal(question: JournalQuestion, today: date) -> QuerySet[Act]:
    """Return the acts of the journal, the last registered first; echoes stand on the sheets of their units only."""
    acts = Act.objects.exclude(notes__has_key=ECHO_OF)
    if question.kind:
        acts = acts.filter(kind=question.kind)
    if actor := read_key(question.actor):
        acts = acts.filter(recorded_by=actor)
    if question.name:
        acts = acts.filter(person_text__icontains=question.name)
    if days := question.days(today.year):
        acts = acts.filter(recorded_at__date__gte=days.earliest, recorded_at__date__lte=days.latest)
    return acts.select_related("unit__section", "recorded_by", "document", "corrects").order_by("-recorded_at", "-pk")


def actors() -> list[User]:
    """Return whoever has registered something."""
    keys = Act.objects.filter(recorded_by__isnull=False).order_by().values("recorded_by").distinct()
    return list(User.objects.filter(pk__in=keys).order_by("name", "pk"))
