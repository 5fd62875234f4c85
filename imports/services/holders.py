"""What a newer copy of a file changes in rights: their title, their days, and who holds them."""

from __future__ import annotations

from typing import Any

from cementiris.registry.models import Standing
from cementiris.registry.names import fold, search_key
from imports.rows import CleanConcession, CleanHolder
from imports.services.changes import HOLDER, PERSON, Judge, Updates, differing
from imports.services.facts import HoldingFact, RightFact, Term
from imports.services.former import RIGHT
from imports.services.likeness import are_one_name
from imports.services.people import contact_of, parts_of
from imports.services.rights import Rights, end_of, role_of, settled, term_of
from imports.services.touched import Row


def update_days(
    updates: Updates, judge: Judge, rights: Rights, retold: tuple[RightFact, CleanConcession, int], *, may: bool
) -> None:
    """Compare title and days of a right with what a row says of them, and see where its term falls then."""
    right, clean, row = retold
    now = judge.present.rights[right.pk]
    expires = end_of(clean, rights.perpetual_years)
    days = {"granted_on": clean.granted_on.edtf, "expires_on": expires.edtf}
    wanted = differing(now, {"title_number": clean.title_number[:40], **days, "price": clean.price})
    if clean.perpetual or clean.term_years is not None:
        for name, value in (("term_years", clean.term_years), ("perpetual", clean.perpetual)):
            wanted |= {name: value} if value != now[name] else {}
    updates.say((RIGHT, right.pk), row, now, wanted, may=may)
    if may and wanted:
        updates.written[RIGHT][right.pk] = wanted | _settled(rights, right, clean, wanted, now)


def _settled(
    rights: Rights, right: RightFact, clean: CleanConcession, wanted: dict[str, Any], now: Row
) -> dict[str, Any]:
    """The term that follows from the days, beside the other rights of the unit."""
    if not wanted.keys() & {"granted_on", "expires_on"}:
        return {}
    expires = end_of(clean, rights.perpetual_years)
    others = [term for term in rights.accepted[id(right.unit)] if term is not right.term]
    term, standing = settled(term_of(clean.granted_on, expires), clean.granted_on, others)
    if standing == Standing.ACCEPTED:
        rights.accepted[id(right.unit)].append(term)
    days: dict[str, Any] = {"granted_from": clean.granted_on.earliest, "expires_until": expires.latest}
    return days | {"term": as_range(term)} | ({"standing": str(standing)} if str(standing) != now["standing"] else {})


def as_range(term: Term) -> str:
    """Write a term as the database reads it."""
    return f"[{term[0] or ''},{term[1] or ''})"


class Holders:
    """Makes the holders of one right follow the newer file."""

    def __init__(self, updates: Updates, judge: Judge, rights: Rights, told: tuple[RightFact, int, bool]) -> None:
        self.updates, self.judge, self.rights = updates, judge, rights
        self.right, self.row, self.may = told

    def follow(self, clean: CleanConcession) -> None:
        """Each named holder is one of those there are, or a new one; who is not named any more holds no longer."""
        left = list(self.judge.present.holdings[self.right.pk]) if clean.holders else []
        pairs: list[tuple[int, CleanHolder, Row | None]] = []
        for at, holder in enumerate(clean.holders):
            found = next((row for row in left if fold(row["text"]) == fold(holder.text)), None)
            pairs.append((at, holder, found))
            left = [row for row in left if row is not found]
        for at, holder, found in pairs:
            same = found or (left.pop(0) if left else None)
            if same is None:
                self._add(at, holder)
            else:
                self._follow(at, holder, same)
        for row in left:
            self._say(row["text"], "")
            if self.may:
                self.updates.ended_holdings.append(row["pk"])

    def _say(self, old: str, new: str) -> None:
        self.updates.say((RIGHT, self.right.pk), self.row, {"holder": old}, {"holder": new}, may=self.may)

    def _add(self, at: int, holder: CleanHolder) -> None:
        self._say("", holder.text)
        if self.may:
            person = self.rights.people.holder(self.right.unit, holder)
            self.updates.new_holdings.append((self.right.pk, _holding(person, holder, at)))

    def _follow(self, at: int, holder: CleanHolder, now: Row) -> None:
        """A misspelt name is corrected in the person; another person takes the place of the one before."""
        person = self.judge.present.people[now["person_id"]]
        wanted = self._of_person(person, holder)
        entry = _entry(now, holder, at)
        if "text" in wanted and not self._is_same_person(person, holder):
            self._replace(at, holder, now)
            return
        may = self.may and self.judge.may_write_person(person["pk"])
        self.updates.say((RIGHT, self.right.pk), self.row, person, wanted, may=may)
        if may and wanted:
            self.updates.written[PERSON][person["pk"]] = wanted
        if self.may and entry and (may or "text" not in entry):
            self.updates.written[HOLDER][now["pk"]] = entry

    def _of_person(self, person: Row, holder: CleanHolder) -> dict[str, Any]:
        wanted = differing(person, {"text": holder.text[:200], **contact_of(holder)})
        if self.judge.named.get(person["pk"], 0) > 1 and fold(person["text"]) == fold(holder.text):
            wanted.pop("text", None)  # of one person on several titles each keeps its spelling
        if "text" in wanted:
            wanted |= {"folded": search_key(wanted["text"])[:220]}
            wanted |= parts_of(holder) if holder.role != "institution" else {}
        return wanted

    def _is_same_person(self, person: Row, holder: CleanHolder) -> bool:
        is_one = are_one_name(person["text"], holder.text) or (
            bool(holder.national_id) and person["national_id"] == holder.national_id
        )
        return is_one and self.judge.named.get(person["pk"], 0) <= 1

    def _replace(self, at: int, holder: CleanHolder, now: Row) -> None:
        self._say(now["text"], holder.text)
        if self.may:
            self.updates.ended_holdings.append(now["pk"])
            person = self.rights.people.holder(self.right.unit, holder)
            self.updates.new_holdings.append((self.right.pk, _holding(person, holder, at)))


def _holding(person: Any, holder: CleanHolder, at: int) -> HoldingFact:
    return HoldingFact(
        person, role_of(holder, at), holder.text[:200], holder.is_estate, holder.role == "widow_of", at
    )  # fmt: skip


def _entry(now: Row, holder: CleanHolder, at: int) -> dict[str, Any]:
    told = {
        "text": holder.text[:200],
        "role": str(role_of(holder, at)),
        "is_estate": holder.is_estate,
        "is_widow": holder.role == "widow_of",
        "position": at,
    }
    return {name: value for name, value in told.items() if value != now[name]}
