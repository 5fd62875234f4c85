"""Tables that belong together, joined: the unit of another table's row, its right, the people named by a code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cementiris.registry.names import fold, search_key
from imports.checks import are_same_person
from imports.cleaning.cells import as_text
from imports.cleaning.record import report_gaps
from imports.header import Column, Header
from imports.keys import Family, Join, find_joins, key_of
from imports.lookups import name_codes
from imports.rows import Cells, CleanConcession, CleanHolder, CleanRow, CleanUnit, RawSheet
from imports.statements import with_statements
from imports.tables import Table, Tables, drop_table
from imports.vocabulary import DECEASED_NAMES, HOLDER_NAMES, meaning_of_header

Rows = list[CleanRow]
_JOINED = 0.8
_MOST_RIGHTS, _MOST_HOLDERS = 40, 40
"""A code with more rights, or a right with more holders, is what was typed where nobody knew it."""
_ORDER_WORDS = frozenset({"ordre", "orden", "order", "prelacio", "prelacion", "num titular", "ord"})
_OF_THE_DEAD = frozenset({"died_on", "buried_on", "born_on", "exhumed_on", "age", "sex", "remains"})
_OF_HOLDERS = frozenset({"national_id", "address", "postal_code", "locality", "phone", "email"})
_DETAILS = ("national_id", "address", "postal_code", "locality", "phone", "email")


def join_tables(found: Tables, sheets: Sequence[RawSheet]) -> list[Join]:
    """Find how the tables belong together; what a code names is written beside the rows that bear it."""
    name_codes(found, sheets)
    found.tables = [with_statements(table) for table in found.tables]
    joins, tables = _joins_of(found)
    for join in joins:
        for family, index in ((join.child, join.child_at), (join.parent, join.parent_at)):
            for at in family.positions:
                tables[at] = replace(_with_key(tables[at], index, join.key), is_joined=True)
    for join in joins:
        if join.key == "person_key":
            for at in join.child.positions:
                tables[at] = _with_people(tables[at], join)
    found.tables = tables
    return joins


def _with_key(table: Table, index: int, key: str) -> Table:
    """The table whose column is known for a code of another table, not for the key of its own rows."""
    columns = list(table.header.columns)
    for at, column in enumerate(columns):
        if column.indexes == (index,) and column.meaning in ("", "legacy_key"):
            columns[at] = replace(column, meaning=key, confidence=_JOINED)
    if not any(column.meaning == "legacy_key" for column in columns):
        own = (at for at, c in enumerate(columns) if not c.meaning and meaning_of_header(c.header) == "legacy_key")
        if (first := next(own, None)) is not None and columns[first].indexes != (index,):
            columns[first] = replace(columns[first], meaning="legacy_key")
    return replace(table, header=replace(table.header, columns=tuple(columns)))


def _joins_of(found: Tables) -> tuple[list[Join], list[Table]]:
    """The joins, and the tables with those tables of codes that a join gives a place."""
    tables = [*found.tables, *found.linked]
    while True:
        joins = find_joins(tables)
        placed = {at for join in joins if join.key != "person_key" for at in join.child.positions}
        lost = [at for at in range(len(found.tables), len(tables)) if at not in placed]
        if not lost:
            return joins, tables
        for at in reversed(lost):
            drop_table(found, tables.pop(at), "no_table")


def _with_people(table: Table, join: Join) -> Table:
    """The table with the cells of the people whom its rows name by a code."""
    people = _people_of(join)
    width = max((len(cells) for cells in table.sheet.rows), default=0)
    width = max(width, 1 + max(index for column in table.header.columns for index in column.indexes))
    first = table.header.last + 1
    rows = table.sheet.rows[:first] + [_extended(cells, width, people, join) for cells in table.sheet.rows[first:]]
    sheet: RawSheet = replace(table.sheet, rows=rows)
    columns = tuple(_columns_of_people(join, width, table.header.meanings))
    header = Header(table.header.first, table.header.last, table.header.columns + columns)
    own = width if table.width is None else table.width
    return replace(table, sheet=sheet, header=header, width=own)


def _people_of(join: Join) -> dict[str, Cells]:
    people: dict[str, Cells] = {}
    for table in join.parent.tables:
        for cells in table.sheet.rows[table.header.last + 1 :]:
            if join.parent_at < len(cells) and (key := key_of(as_text(cells[join.parent_at]))):
                people.setdefault(key, cells)
    return people


def _extended(cells: Cells, width: int, people: dict[str, Cells], join: Join) -> Cells:
    key = key_of(as_text(cells[join.child_at])) if join.child_at < len(cells) else ""
    person = people.get(key) if key else None
    return cells if person is None else [*cells, *[""] * (width - len(cells)), *person]


def _columns_of_people(join: Join, width: int, taken: frozenset[str]) -> Iterator[Column]:
    """The columns of the list of people, said of the subject that the code names."""
    subject, carried = ("deceased", _OF_THE_DEAD) if join.of_the_dead else ("holder", _OF_HOLDERS)
    named = [column for column in join.parent.columns if column.meaning in DECEASED_NAMES | HOLDER_NAMES]
    is_second = bool(taken & (DECEASED_NAMES if join.of_the_dead else HOLDER_NAMES))
    if is_second and subject == "holder":
        indexes = tuple(width + index for column in named for index in column.indexes)
        yield Column(indexes, named[0].header, "co_holder")
        return
    for column in join.parent.columns:
        indexes = tuple(width + index for index in column.indexes)
        if column in named:
            part = column.meaning.partition("_")[2] if column.meaning != "co_holder" else ""
            yield replace(column, indexes=indexes, meaning=f"{subject}_{part}" if part else subject)
        elif column.meaning in carried and column.meaning not in taken:
            yield replace(column, indexes=indexes)


def join_rows(read: Sequence[Rows], joins: Sequence[Join], found: Tables) -> None:
    """Give the rows of joined tables what their code says: `read` holds the rows of each table, in its order."""
    if not joins:
        return
    placing = _parents_first([join for join in joins if join.key != "person_key"])
    above: dict[int, CleanRow] = {}
    for join in placing:
        _take_units(join, read, above)
    _merge_rights(placing, read, above)
    for join in joins:
        if join.key == "person_key":
            _tell_people(join, read)
    for position, table in enumerate(found.tables):
        if table.is_joined:
            for row in read[position]:
                report_gaps(row)


def _parents_first(joins: list[Join]) -> list[Join]:
    ordered: list[Join] = []
    waiting = list(joins)
    while waiting:
        children = {id(join.child) for join in waiting}
        ready = [join for join in waiting if id(join.parent) not in children] or waiting
        ordered += ready
        waiting = [join for join in waiting if join not in ready]
    return ordered


def _rows_of(family: Family, read: Sequence[Rows]) -> Iterator[CleanRow]:
    for position in family.positions:
        yield from read[position]


def _code(row: CleanRow, at: int) -> str:
    return row.raw[at] if at < len(row.raw) else ""


def _take_units(join: Join, read: Sequence[Rows], above: dict[int, CleanRow]) -> None:
    parents: dict[str, CleanRow] = {}
    by_unit: dict[str, CleanRow] = {}
    for row in _rows_of(join.parent, read):
        if key := key_of(_code(row, join.parent_at)):
            parents.setdefault(key, row)
            if row.unit is not None:
                by_unit.setdefault(row.unit.key, row)
    for row in _rows_of(join.child, read):
        written = _code(row, join.child_at)
        key = key_of(written)
        if not key:
            continue
        parent = parents.get(key) or (by_unit.get(row.unit.key) if row.unit and not key.isdecimal() else None)
        if parent is None:
            _report_unlisted(row, join, written, key)
            continue
        above[id(row)] = parent
        row.issues = [issue for issue in row.issues if issue.code != "unreadable_code"]
        is_code = not key.isdecimal()
        row.unit = parent.unit and _by_code(parent.unit, written if is_code else parent.unit.code_as_written)


def _by_code(unit: CleanUnit, written: str) -> CleanUnit:
    return replace(unit, code_as_written=written, is_by_code=True)


def _report_unlisted(row: CleanRow, join: Join, written: str, key: str) -> None:
    """A code that says itself which unit it means is kept with a warning; a bare key that leads nowhere is refused."""
    listed = join.parent.tables[0].sheet.name
    if row.unit is not None and join.key == "unit_key" and (join.is_number or not key.isdecimal()):
        row.report("unit_not_listed", text=written, sheet=listed)
        return
    row.unit = None
    row.report("key_not_found", text=written, sheet=listed)


@dataclass(slots=True)
class _Right:
    """One right, told by several rows."""

    concession: CleanConcession
    rows: Rows = field(default_factory=list)

    @property
    def has_room(self) -> bool:
        """Whether more holders may share the right: each of its rows is given all of them."""
        return len(self.concession.holders) < _MOST_HOLDERS

    def add(self, row: CleanRow) -> None:
        """Take in what another row says of the right."""
        is_other_table = all((row.file, row.sheet) != (known.file, known.sheet) for known in self.rows)
        is_same = are_same_person if is_other_table else _is_written_alike
        if row.concession is not None:
            self.concession = _merged(self.concession, row.concession, is_same)
        self.rows.append(row)


def _merge_rights(placing: Sequence[Join], read: Sequence[Rows], above: dict[int, CleanRow]) -> None:
    """Several rows of holders may tell one right: each of them is given the whole of it."""
    children = [join.child for join in placing]
    rights: dict[str, list[_Right]] = defaultdict(list)
    of_row: dict[int, _Right] = {}
    tops = {id(join.parent): join.parent for join in placing if join.parent not in children}
    for family in [*tops.values(), *children]:
        is_child = family in children
        by_right = any(join.child is family and join.key == "right_key" for join in placing)
        for row in _in_order(family, read):
            if row.unit is None or row.concession is None:
                continue
            named = of_row.get(id(above.get(id(row)))) if by_right else None
            same = _same_right(row.concession, named, rights[row.unit.key] if is_child else [])
            if same is None:
                same = _Right(row.concession)
                rights[row.unit.key].append(same)
                same.rows.append(row)
            else:
                same.add(row)
            of_row[id(row)] = same
    for group in rights.values():
        for right in group:
            for row in right.rows:
                row.concession = right.concession


def _in_order(family: Family, read: Sequence[Rows]) -> Rows:
    """The rows of a list of holders, the first holder before the second where a column numbers them."""
    rows = list(_rows_of(family, read))
    at = next((column.indexes[0] for column in family.columns if fold(column.header) in _ORDER_WORDS), None)
    if at is None:
        return rows
    return sorted(rows, key=lambda row: int(_code(row, at)) if _code(row, at).isdecimal() else 0)


def _same_right(told: CleanConcession, named: _Right | None, of_unit: list[_Right]) -> _Right | None:
    """The right of another row that this row tells too: the one that its code names, or one of its unit."""
    if named is not None and named.has_room:
        return named
    latest = of_unit[-_MOST_RIGHTS:]
    return next((right for right in latest if right.has_room and _may_be_one(right.concession, told)), None)


def _may_be_one(one: CleanConcession, other: CleanConcession) -> bool:
    if one.title_number and other.title_number:
        return fold(one.title_number) == fold(other.title_number)
    if one.granted_on.is_known and other.granted_on.is_known:
        return one.granted_on == other.granted_on
    return True


def _is_written_alike(one: CleanHolder, other: CleanHolder) -> bool:
    """Two rows of one list name two people, however alike, unless the name is the same."""
    return search_key(one.text) == search_key(other.text)


_IsSame = Callable[[CleanHolder, CleanHolder], bool]


def _merged(one: CleanConcession, other: CleanConcession, is_same: _IsSame) -> CleanConcession:
    """What two rows say of one right: the first is believed, the second fills what it leaves out."""
    return replace(
        one,
        title_number=one.title_number or other.title_number,
        granted_on=one.granted_on if one.granted_on.is_known else other.granted_on,
        term_years=one.term_years or (None if one.perpetual else other.term_years),
        perpetual=one.perpetual or (other.perpetual and not one.term_years),
        expires_on=one.expires_on if one.expires_on.is_known else other.expires_on,
        expiry_is_written=one.expiry_is_written or other.expiry_is_written,
        price=one.price if one.price is not None else other.price,
        holders=_all_holders(one.holders, other.holders, is_same),
    )


def _all_holders(
    first: tuple[CleanHolder, ...], others: tuple[CleanHolder, ...], is_same: _IsSame
) -> tuple[CleanHolder, ...]:
    holders = list(first)
    for other in others:
        at = next((at for at, holder in enumerate(holders) if is_same(holder, other)), None)
        if at is None:
            holders.append(replace(other, role="co_holder") if holders and other.role == "holder" else other)
        else:
            blank = {name: getattr(other, name) for name in _DETAILS if not getattr(holders[at], name)}
            holders[at] = replace(holders[at], **blank)
    return tuple(holders)


def _tell_people(join: Join, read: Sequence[Rows]) -> None:
    """A row of a list of people speaks of the unit of the first row that names them."""
    people: dict[str, CleanRow] = {}
    for row in _rows_of(join.parent, read):
        if key := key_of(_code(row, join.parent_at)):
            people.setdefault(key, row)
    for row in _rows_of(join.child, read):
        written = _code(row, join.child_at)
        person = people.get(key_of(written))
        if person is None:
            if key_of(written).strip("0"):
                row.report("person_not_found", text=written, sheet=join.parent.tables[0].sheet.name)
            continue
        row.issues = [issue for issue in row.issues if issue not in person.issues]
        if person.unit is None:
            person.unit = row.unit
            person.concession = None if join.of_the_dead else row.concession
            person.burials = ()
