"""Judge the import by files that it has never seen, without a database.

    python -m tests.imports.judge                     every hand with seed 0
    python -m tests.imports.judge --seeds 1-20 book   hands with "book" in their name, twenty seeds each

Writes, for each file, the measures that fall short, with examples; the exit status is 1 if any does.
"""

from __future__ import annotations

import argparse
import sys

from imports.errors import UnreadableFile
from imports.pipeline import read_register
from tests.imports.gathering import lines_of, report_of
from tests.imports.hands import HANDS
from tests.imports.hands.inventory import Inventory
from tests.imports.scoring import Score, score_import

FLOORS = {
    "unit recall": 0.995,
    "unit precision": 0.995,
    "unit row": 0.99,
    "unit kind": 0.99,
    "unit state": 0.99,
    "burial recall": 0.99,
    "burial precision": 0.99,
    "burial kind": 0.99,
    "name split": 0.97,
    "date value": 0.99,
    "date precision": 0.99,
    "concession recall": 0.99,
    "term": 0.99,
    "expiry": 0.99,
    "holder recall": 0.98,
    "holder precision": 0.98,
    "holder role": 0.98,
    "estate": 0.98,
    "national id": 0.99,
    "contradictions reported": 0.95,
    "rows accounted": 1.0,
    "fates named": 1.0,
}
"""The share of hits that every measure must reach."""
FALSE_ALARMS = 0.005
"""At most so many contradictions per row may be reported that are none."""


def measure(inventory: Inventory) -> Score:
    """Read the files of an inventory and measure what came of them."""
    outcome = read_register(inventory.files)
    return score_import(lines_of(outcome), report_of(outcome), inventory.truth)


def shortfalls(score: Score) -> dict[str, list[str]]:
    """The measures that fall short, each with its share of hits and a few examples."""
    low = {
        name: [f"{score[name]:.4f}", *score.misses[name][:4]] for name, floor in FLOORS.items() if score[name] < floor
    }
    if score["false alarms per row"] > FALSE_ALARMS:
        low["false alarms"] = score.misses["false alarms"][:4]
    return low


def main() -> int:
    """Judge the hands and seeds named on the command line."""
    parser = argparse.ArgumentParser(description="Judge the import by generated files.")
    parser.add_argument("words", nargs="*", help="judge only hands with one of these words in their name")
    parser.add_argument("--seeds", default="0", help="a seed, or a range of seeds such as 1-20")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    failed = 0
    for name, hand in HANDS.items():
        if options.words and not any(word in name for word in options.words):
            continue
        for seed in range(int(first), int(last or first) + 1):
            failed += _judge(name, hand(seed), seed)
    return min(1, failed)


def _judge(name: str, inventory: Inventory, seed: int) -> int:
    try:
        low = shortfalls(measure(inventory))
    except UnreadableFile as error:
        low = {"unreadable": [str(error)]}
    lines = [f"{name} {seed}: {'falls short' if low else 'good'}"]
    for measured, examples in low.items():
        lines += [f"    {measured}", *(f"        {example[:400]}" for example in examples)]
    sys.stdout.write("\n".join(lines) + "\n")
    return bool(low)


if __name__ == "__main__":
    sys.exit(main())
