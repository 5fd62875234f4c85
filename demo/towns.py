"""What stands in the two invented cemeteries: walls of niches, tombs, and how their registers were kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Numbering = Literal["by_floor", "by_column"]


@dataclass(frozen=True)
class Block:
    """A wall of niches or urns: floors counted from the ground, columns from the left as one stands before it."""

    name: str
    floors: int
    columns: int
    built_year: int
    numbering: Numbering = "by_floor"
    kind: str = "Nínxol"
    bis: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many niches the regular wall has, without the "bis" ones."""
        return self.floors * self.columns

    def floor_of(self, number: int) -> int:
        """The floor, 1 the lowest, on which the stone with this number is."""
        if self.numbering == "by_floor":
            return (number - 1) // self.columns + 1
        return (number - 1) % self.floors + 1


@dataclass(frozen=True)
class Plots:
    """Units in the ground or standing free: how many of one kind, and since when they are given."""

    kind: str
    count: int
    since_year: int
    code: str


@dataclass(frozen=True)
class Town:
    """An invented town, its cemetery and the file name of each of the papers it hands in."""

    code: str
    name: str
    slug: str
    cemetery: str
    postal_code: str
    seed: int
    blocks: tuple[Block, ...]
    plots: tuple[Plots, ...] = ()
    is_one_sheet: bool = False
    workbook: str = "padro_cementiri.xlsx"
    survey: str = "planol.gpkg"
    postal_address: str = ""
    phone: str = ""
    email: str = ""
    signer: tuple[str, str] = ("", "")
    opening_hours: str = field(default="")


VILACLARA = Town(
    code="99001",
    name="Vilaclara",
    slug="vilaclara",
    cemetery="Cementiri de Sant Martí",
    postal_code="08999",
    seed=19050402,
    blocks=(
        Block("Antic", 4, 30, 1905, "by_column", bis=(17,)),
        Block("Sant Martí", 5, 42, 1932, "by_column"),
        Block("Santa Llúcia", 5, 42, 1951),
        Block("Sant Josep", 5, 46, 1968),
        Block("Sant Pere", 5, 46, 1984),
        Block("Nord", 5, 40, 2006),
        Block("Columbaris", 4, 15, 1998, kind="Columbari"),
    ),
    plots=(
        Plots("Tomba", 64, 1906, "T"),
        Plots("Panteó", 6, 1908, "P"),
        Plots("Fossa comuna", 1, 1905, "FC"),
        Plots("Ossera", 1, 1905, "OS"),
    ),
    postal_address="Plaça Major, 1",
    phone="930 000 100",
    email="cementiri@vilaclara.example",
    signer=("Mercè Vilardell i Pons", "L’alcaldessa"),
    opening_hours="Cada dia de 8 a 20 h; de novembre a març, fins a les 18 h",
)

PUIGFOSC = Town(
    code="99002",
    name="Puigfosc",
    slug="puigfosc",
    cemetery="Cementiri de Puigfosc",
    postal_code="08998",
    seed=19270815,
    blocks=(Block("A", 5, 18, 1927), Block("B", 4, 15, 1974)),
    plots=(Plots("Tomba", 6, 1927, "T"), Plots("Ossera", 1, 1927, "OS")),
    is_one_sheet=True,
    workbook="ninxols_puigfosc.xlsx",
    postal_address="Carrer de l’Església, 4",
    phone="930 000 200",
    email="ajuntament@puigfosc.example",
    signer=("Ramon Casajoana i Grau", "L’alcalde"),
    opening_hours="Cada dia de 9 a 19 h",
)

TOWNS = (VILACLARA, PUIGFOSC)
