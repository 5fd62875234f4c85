"""What a newer copy of a file changes: what nobody has touched since follows it, what somebody touched is listed."""

from __future__ import annotations

from typing import Any

from cementiris.registry.models import Remains
from cementiris.registry.names import search_key
from imports.rows import CleanBurial, CleanUnit
from imports.services.burials import REMAINS, Burials
from imports.services.changes import PERSON, Judge, Updates, differing
from imports.services.facts import MovementFact, UnitFact
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.holders import Holders, update_days
from imports.services.people import parts_of
from imports.services.places import Places
from imports.services.rights import Rights
from imports.services.touched import (
    Row,
    add_people,
    people_with_acts,
    read_present,
    times_named,
    touched_people,
)


def gather_updates(places: Places, burials: Burials, rights: Rights) -> Updates:
    """Compare what rows say anew with the register as it is: some ten queries, none when no row says anything new."""
    updates = Updates()
    present = read_present(
        units={unit.pk for unit, _, _ in places.retold},
        rights={right.pk for right, _, _ in rights.retold},
        movements={fact.pk for fact, *_ in burials.retold} | _departures(burials),
    )
    add_people(present)
    people = present.people.keys()
    judge = Judge(places.former, present, touched_people(people), people_with_acts(people), times_named(people))
    for unit, clean, row in places.retold:
        _update_unit(updates, judge, unit.pk, clean, row)
    for fact, burial, home, row in burials.retold:
        if (BURIAL, fact.pk) in judge.former.alike:
            _update_burial(updates, judge, burials, (fact, burial, home, row))
    for right, concession, row in rights.retold:
        if (RIGHT, right.pk) in judge.former.alike:
            may = judge.may_write((RIGHT, right.pk))
            update_days(updates, judge, rights, (right, concession, row), may=may)
            Holders(updates, judge, rights, (right, row, may)).follow(concession)
    return updates


def _departures(burials: Burials) -> set[int]:
    """The exhumations of those of whom something new is said."""
    of_fact = (burials.departures.get((id(fact.person), id(home))) for fact, _, home, _ in burials.retold)
    return {found.pk for found in of_fact if found is not None and found.pk}


def _update_unit(updates: Updates, judge: Judge, key: int, clean: CleanUnit, row: int) -> None:
    """Of two rows of one file the first counts; another source only says what the register does not know."""
    now = judge.present.units[key]
    told = {"kind": clean.kind, "floor": clean.floor, "column": clean.column, "stated_state": clean.state}
    wanted = differing(now, told)
    if (UNIT, key) not in judge.former.alike:
        wanted = {name: value for name, value in wanted.items() if now[name] in ("", None)}
        may = True
    else:
        may = judge.may_write((UNIT, key))
    earlier = updates.written[UNIT].get(key, {})
    wanted = {name: value for name, value in wanted.items() if name not in earlier}
    updates.say((UNIT, key), row, now, wanted, may=may)
    if may and wanted:
        updates.written[UNIT][key] = earlier | wanted


_Retold = tuple[MovementFact, CleanBurial, UnitFact | None, int]


def _update_burial(updates: Updates, judge: Judge, burials: Burials, retold: _Retold) -> None:
    fact, clean, home, row = retold
    now = judge.present.movements[fact.pk]
    person = judge.present.people[now["deceased_id"]]
    may = judge.may_write((BURIAL, fact.pk)) and now["deceased_id"] not in judge.acted_people
    wanted = _of_person(person, clean)
    may_person = may and judge.may_write_person(person["pk"])
    updates.say((BURIAL, fact.pk), row, person, wanted, may=may_person)
    if may_person and wanted:
        updates.written[PERSON][person["pk"]] = wanted
    moved = _of_movement(now, clean, home)
    updates.say((BURIAL, fact.pk), row, now, moved, may=may)
    bounds = _bounds(clean)
    if may and (moved or (wanted and may_person)):
        updates.written[BURIAL][fact.pk] = moved | bounds
    if clean.exhumed_on.is_known:
        _update_departure(updates, judge, burials, retold, may=may)


def _of_person(now: Row, clean: CleanBurial) -> dict[str, Any]:
    dates = {"died_on": clean.died_on.edtf, "born_on": clean.born_on.edtf, "sex": clean.sex}
    wanted = differing(now, {"text": clean.text[:200], **dates})
    if "text" in wanted:
        wanted |= parts_of(clean) | {"folded": search_key(wanted["text"])[:220]}
    for name, bounds in (("died_on", clean.died_on), ("born_on", clean.born_on)):
        if name in wanted:
            wanted |= {name.replace("_on", "_from"): bounds.earliest}
    if "died_on" in wanted:
        wanted["died_until"] = clean.died_on.latest
    return wanted


def _of_movement(now: Row, clean: CleanBurial, home: UnitFact | None) -> dict[str, Any]:
    remains = REMAINS.get(clean.kind, Remains.BODY)
    wanted = differing(now, {"on": clean.buried_on.edtf, "remains": str(remains)})
    if home is not None and home.pk and home.pk != now["to_unit_id"]:
        wanted["to_unit_id"] = home.pk
    return wanted


def _bounds(clean: CleanBurial) -> dict[str, Any]:
    day = clean.buried_on if clean.buried_on.is_known else clean.died_on
    return {"on_from": day.earliest, "on_until": day.latest} if day.is_known else {}


def _update_departure(updates: Updates, judge: Judge, burials: Burials, retold: _Retold, *, may: bool) -> None:
    """The newer file says that somebody was taken out, or on another day."""
    fact, clean, home, row = retold
    found = burials.departures.get((id(fact.person), id(home)))
    if found is None:
        if may:
            updates.departures.append((burials.departure(fact, home, clean, row), clean))
        else:
            now: Row = {"exhumed_on": ""}
            updates.say((BURIAL, fact.pk), row, now, {"exhumed_on": clean.exhumed_on.edtf}, may=False)
    elif found.pk:
        now = judge.present.movements[found.pk]
        wanted = differing(now, {"on": clean.exhumed_on.edtf})
        may = may and judge.may_write((BURIAL, found.pk))
        updates.say((BURIAL, found.pk), row, now, wanted, may=may)
        if may and wanted:
            days = {"on_from": clean.exhumed_on.earliest, "on_until": clean.exhumed_on.latest}
            updates.written[BURIAL][found.pk] = wanted | days
