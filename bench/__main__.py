"""`python -m bench [NAME] [--sizes 10000,100000]`: take the readings and print each as a line of JSON."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator

import django

from bench.readings import Reading

SIZES = "10000,100000"


def main() -> None:
    """Take the readings asked for: all of them, or those of one bench."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cementiris.settings")
    django.setup()
    from django.test.utils import setup_test_environment

    benches = _benches()
    asked = _arguments(sorted(benches))
    setup_test_environment(debug=False)
    for name in [asked.name] if asked.name else benches:
        for size in asked.sizes:
            for reading in benches[name](size):
                print(reading.as_line(), flush=True)


def _benches() -> dict[str, Callable[[int], Iterator[Reading]]]:
    from bench import imports, letters, map, pages, search, wall

    return {
        "import": imports.run, "search": search.run, "map": map.run, "wall": wall.run, "letters": letters.run,
        "pages": pages.run,
    }  # fmt: skip


def _arguments(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=names, help="one bench only")
    parser.add_argument("--sizes", default=SIZES, type=_sizes, help=f"burial units of the towns, {SIZES}")
    return parser.parse_args(sys.argv[1:])


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    main()
