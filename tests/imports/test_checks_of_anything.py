"""Whatever rows say, the checks end, say the same again, and lose nobody."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cementiris.registry.dates import PartialDate
from cementiris.registry.names import NameParts
from imports.checks import check_rows
from imports.headings import NumberRange
from imports.rows import CleanBurial, CleanConcession, CleanHolder, CleanRow, CleanUnit

READ_ON = date(2026, 11, 22)
edtf = st.sampled_from(
    ["", "1950", "1950-05", "1950-05-03", "1950-05-04", "1960?", "195X", "2031-01-01", "1700", "1936/1939"]
)
dates = st.builds(PartialDate.parse_edtf, edtf)
parts = st.builds(
    NameParts,
    st.sampled_from(["", "Josep", "José", "Anna"]),
    st.sampled_from(["", "Puig", "Puch", "Mas"]),
    st.just("Vila"),
)
names = st.sampled_from(["", "Josep Puig Vila", "José Puch Vila", "Puig Vila, Josep", "?"])
units = st.builds(
    CleanUnit,
    block=st.sampled_from(["A", "B"]),
    number=st.sampled_from(["1", "2", "40", "12 bis", ""]),
    kind=st.sampled_from(["niche", "tomb"]),
    state=st.sampled_from(["", "free"]),
    key=st.sampled_from(["a|1|", "a|2|", "b|1|"]),
    is_by_code=st.booleans(),
)
burials = st.builds(
    CleanBurial,
    text=names, parts=parts, died_on=dates, buried_on=dates, exhumed_on=dates, born_on=dates,
    kind=st.sampled_from(["body", "ashes"]), is_exhumation=st.booleans(),
    age_text=st.sampled_from(["", "120", "3 dies"]),
)  # fmt: skip
holders = st.builds(
    CleanHolder, text=names, parts=parts, role=st.sampled_from(["holder", "widow_of", "institution"]),
    is_estate=st.booleans(), is_unknown=st.booleans(), national_id=st.sampled_from(["", "11111111H"]),
)  # fmt: skip
rights = st.builds(
    CleanConcession,
    title_number=st.sampled_from(["", "1", "0", "pendent"]), granted_on=dates, expires_on=dates,
    term_years=st.sampled_from([None, 5, 50]), expiry_is_written=st.booleans(),
    holders=st.lists(holders, max_size=2).map(tuple),
)  # fmt: skip
rows = st.builds(
    CleanRow,
    file=st.sampled_from(["one.csv", "two.csv"]), sheet=st.just("Full"), row=st.integers(1, 99),
    unit=st.none() | units, concession=st.none() | rights, burials=st.lists(burials, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=8))
def test_checks_end_say_the_same_again_and_lose_nobody(told: list[CleanRow]) -> None:
    before = {burial.text for row in told for burial in row.burials}
    ranges = {"a": NumberRange(1, 10)}
    again = deepcopy(told)
    joined = check_rows(told, ranges, READ_ON)
    assert check_rows(again, ranges, READ_ON) == joined
    assert [row.issues for row in again] == [row.issues for row in told]
    assert all(index in range(len(told)) for pair in joined.items() for index in pair)
    kept = [burial.text for row in told for burial in row.burials]
    assert set(kept) == before or any(issue.code == "same_burial" for row in told for issue in row.issues)
    first = [list(row.issues) for row in told]
    check_rows(told, ranges, READ_ON)
    assert [row.issues[: len(said)] for row, said in zip(told, first, strict=True)] == first
