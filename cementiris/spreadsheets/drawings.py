"""How a sheet is drawn: the colours of its cells and which of them are merged; asked only of drawings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cementiris.spreadsheets.archives import Archive
from cementiris.spreadsheets.cells import letters_of
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, MEGABYTE

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_LARGEST_PART = 8 * MEGABYTE
_FARTHEST = 5_000
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _STYLE, _FO = _OFFICE % "table", _OFFICE % "style", _OFFICE % "xsl-fo-compatible"


@dataclass(slots=True)
class Drawing:
    """Colours by cell, the same text for the same colour, and the rows and columns of merged cells."""

    fills: dict[Place, str] = field(default_factory=dict)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)


def read_drawing(content: bytes, sheet: str) -> Drawing:
    """The drawing of one sheet of an xlsx or ods workbook; an empty one where the format tells none, or too much."""
    if not content.startswith(b"PK"):
        return Drawing()
    archive = Archive(content, DEFAULT_LIMITS)
    try:
        return _of_ods(archive, sheet) if "content.xml" in archive.names else _of_xlsx(archive, sheet)
    except (ElementTree.ParseError, ValueError, IndexError, KeyError) as error:
        # A part that is no XML, a number that is none, a style or a part that the workbook names and does not have.
        raise Unreadable("damaged") from error


def _part(archive: Archive, name: str) -> ElementTree.Element:
    found = next((member for member in archive.members if member.filename == name), None)
    if found is None or found.file_size > _LARGEST_PART:
        return ElementTree.Element("nothing")
    return ElementTree.fromstring(archive.read(name))


def _all(element: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    return (found for found in element.iter() if found.tag.rpartition("}")[2] == tag)


def _of_xlsx(archive: Archive, sheet: str) -> Drawing:
    fills = _fills_of_styles(_part(archive, "xl/styles.xml"))
    root = _part(archive, _path_of(archive, sheet))
    drawing = Drawing()
    for cell in _all(root, "c"):
        style = int(cell.get("s", "0"))
        if 0 <= style < len(fills) and fills[style] and (reference := cell.get("r")):
            drawing.fills[place_of(reference)] = fills[style]
    for merged in _all(root, "mergeCell"):
        first, _, last = merged.get("ref", "A1").partition(":")
        top, left = place_of(first)
        bottom, right = place_of(last or first)
        drawing.spans[(top, left)] = (bottom - top + 1, right - left + 1)
    return drawing


def _path_of(archive: Archive, sheet: str) -> str:
    entry = next(
        (found for found in _all(_part(archive, "xl/workbook.xml"), "sheet") if found.get("name") == sheet), None
    )
    key = next((value for name, value in entry.attrib.items() if name.endswith("}id")), "") if entry is not None else ""
    for relation in _all(_part(archive, "xl/_rels/workbook.xml.rels"), "Relationship"):
        if relation.get("Id") == key:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _fills_of_styles(root: ElementTree.Element) -> list[str]:
    """For each cell format of the workbook its colour."""
    colours = [_colour(fill) for fills in _all(root, "fills") for fill in fills]
    formats = next(_all(root, "cellXfs"), None)
    numbers = [int(entry.get("fillId", "0")) for entry in formats] if formats is not None else []
    return [colours[number] if number < len(colours) else "" for number in numbers]


def _colour(fill: ElementTree.Element) -> str:
    pattern = next(_all(fill, "patternFill"), None)
    if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
        return ""
    colour = next(_all(pattern, "fgColor"), None)
    return " ".join(f"{name}={value}" for name, value in sorted(colour.attrib.items())) if colour is not None else ""


def place_of(reference: str) -> Place:
    """The row and column of a reference like `C7`, from 0. Raise ValueError for what is none."""
    letters = reference.rstrip("0123456789")
    if not letters.isalpha() or len(letters) > 3:
        raise ValueError(reference)
    column = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters.upper())))
    return int(reference[len(letters) :]) - 1, column - 1


def reference_to(place: Place) -> str:
    """A cell as spreadsheets call it: `C7`."""
    row, column = place
    return f"{letters_of(column)}{row + 1}"


def _of_ods(archive: Archive, sheet: str) -> Drawing:
    content = _part(archive, "content.xml")
    fills = _ods_styles(_part(archive, "styles.xml")) | _ods_styles(content)
    drawing = Drawing()
    table = next((found for found in _all(content, "table") if found.get(f"{_TABLE}name") == sheet), None)
    if table is None:
        return drawing
    columns = _ods_columns(table)
    row = 0
    for line in _all(table, "table-row"):
        count = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        for again in range(min(count, max(0, _FARTHEST - row)) if len(line) else 0):
            _draw_ods_row(drawing, line, row + again, (fills, columns))
        row += count
    return drawing


def _ods_columns(table: ElementTree.Element) -> list[str]:
    """The style that each column gives to cells without one."""
    names: list[str] = []
    for column in _all(table, "table-column"):
        count = min(int(column.get(f"{_TABLE}number-columns-repeated", "1")), DEFAULT_LIMITS.columns)
        names += [column.get(f"{_TABLE}default-cell-style-name", "")] * count
        if len(names) >= DEFAULT_LIMITS.columns:
            break
    return names


def _draw_ods_row(
    drawing: Drawing, line: ElementTree.Element, row: int, styles: tuple[dict[str, str], list[str]]
) -> None:
    fills, columns = styles
    at = 0
    for cell in line:
        if at >= DEFAULT_LIMITS.columns:
            break
        count = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        given = cell.get(f"{_TABLE}style-name")
        for column in range(at, min(at + count, DEFAULT_LIMITS.columns)):
            style = given or (columns[column] if column < len(columns) else "")
            if colour := fills.get(style, ""):
                drawing.fills[(row, column)] = colour
        wide = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        high = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if wide > 1 or high > 1:
            drawing.spans[(row, at)] = (high, wide)
        at += count


def _ods_styles(root: ElementTree.Element) -> dict[str, str]:
    """Colours by the name of the cell style, its parent's where it has none of its own."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in _all(root, "style"):
        name = style.get(f"{_STYLE}name", "")
        parents[name] = style.get(f"{_STYLE}parent-style-name", "")
        for properties in _all(style, "table-cell-properties"):
            own[name] = properties.get(f"{_FO}background-color", "")
    found = {name: own.get(name) or own.get(parent, "") for name, parent in parents.items()}
    return {name: colour for name, colour in found.items() if colour and colour != "transparent"}
