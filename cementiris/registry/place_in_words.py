"""Where a unit is, in words, as papers and letters say it. They speak Catalan, whoever presses the button."""

from cementiris.registry.models import BurialUnit, Section


def place_of(unit: BurialUnit) -> str:
    """Where a unit is, from the cemetery down: Cementiri de Sant Pere, bloc A, fila 3, nínxol 12 bis."""
    parts = [unit.cemetery.name, *(_section_text(section) for section in _sections(unit.section))]
    if unit.floor:
        parts.append(f"fila {unit.floor}")
    return ", ".join([*parts, _lower_first(str(unit))])


def _sections(section: Section | None) -> list[Section]:
    chain: list[Section] = []
    while section is not None and section not in chain:
        chain.insert(0, section)
        section = section.parent
    return chain


def _section_text(section: Section) -> str:
    text = str(section)
    return _lower_first(text) if section.level_name and text.startswith(section.level_name) else text


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
