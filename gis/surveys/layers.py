"""A layer of a survey file as plain values, which may cross from one process to another. Pure."""

import math
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

#: A cemetery has no more graves than this; more is another kind of file.
MOST_FEATURES = 50_000
LONGEST_TEXT = 200


@dataclass
class Table:
    """One layer: `shapes` as WKB (None where nothing is left), `faults` of each, the texts of each field by row.

    `count` is how many features the layer has; the rest is empty when they are more than MOST_FEATURES.
    """

    name: str
    count: int
    crs: str = ""
    shapes: list[bytes | None] = field(default_factory=list)
    faults: list[list[str]] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the attributes, in the order of the file."""
        return tuple(self.values)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the pipe between the processes."""
        return {**asdict(self), "shapes": [shape.hex() if shape else None for shape in self.shapes]}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Table":
        """The table that `as_json` told."""
        return cls(**{**told, "shapes": [bytes.fromhex(shape) if shape else None for shape in told["shapes"]]})


def as_text(value: object) -> str:
    """An attribute as text: 12.0 is "12", nothing is ""."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, np.datetime64) and np.isnat(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    plain = "".join(sign if sign.isprintable() else " " for sign in str(value)[: 5 * LONGEST_TEXT])
    return " ".join(plain.split())[:LONGEST_TEXT]
