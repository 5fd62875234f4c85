"""Files that come in one after another, for tests of what they make of the register."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cementiris.registry.models import BurialUnit, Concession, Movement, Person, Section
from imports.models import ImportBatch
from imports.rows import SourceFile
from imports.services.commit import commit
from imports.services.stage import read_again, stage
from imports.services.undo import UndoOutcome, undo

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Madrid"))
HEAD = "Bloc;Núm.;Fila;Titular;Títol;Data concessió;Anys;Difunt;Data defunció\n"
ROLL = (
    "A;1;1;Anna Roca Mas;T-1;12/03/1974;50;Pere Roca Vila;03/05/1980\n"
    "A;2;1;Joan Puig Serra;T-2;01/02/1990;50;Maria Serra Font;07/08/1991\n"
    "A;3;2;Rosa Vidal Camps;T-3;05/06/2000;50;;\n"
)


def bring_in(rows: str, *, head: str = HEAD, name: str = "padro.csv") -> ImportBatch:
    """Stage and commit a file of these rows."""
    batch = received(rows, head=head, name=name)
    return commit(batch, read_again(batch), actor=None, at=NOON)


def received(rows: str, *, head: str = HEAD, name: str = "padro.csv") -> ImportBatch:
    """Stage a file of these rows."""
    files = [SourceFile(name, (head + rows).encode())]
    return stage(files, cemetery_name="Vell", mapping={}, actor=None, on=NOON.date())


def take_back(batch: ImportBatch) -> UndoOutcome:
    """Undo an import."""
    return undo(batch, actor=None, at=NOON)


def everything() -> dict[str, Any]:
    """What the register says, without keys."""
    return {
        "sections": sorted(Section.objects.values_list("name", flat=True)),
        "units": sorted(BurialUnit.objects.values_list("section__name", "number", "kind", "floor", "stated_state")),
        "people": sorted(Person.objects.values_list("text", "died_on", "phone")),
        "rights": sorted(
            Concession.objects.values_list("title_number", "granted_on", "expires_on", "standing", "holdings__text")
        ),
        "burials": sorted(
            Movement.objects.values_list("kind", "to_unit__number", "on", "deceased__text", "deceased__died_on")
        ),
    }


def unit(number: str) -> BurialUnit:
    """The unit with this number."""
    return BurialUnit.objects.get(number=number)


def codes(batch: ImportBatch) -> dict[int, str]:
    """The codes that the register's side gave to rows, by their number."""
    found = {}
    for row in batch.rows.all():
        said = [code for code in row.issue_codes.split() if code in {"changed_by_file", "touched_since"}]
        if said:
            found[row.row] = " ".join(said)
    return found
