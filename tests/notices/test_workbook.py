"""The list: in postal order, dates as dates, and no cell that computes."""

from datetime import date, datetime
from io import BytesIO

from django.utils import timezone
from openpyxl import load_workbook

from cementiris.accounts.models import Municipality
from cementiris.notices.services.planning import freeze, plan_campaign
from cementiris.notices.workbook import list_workbook
from tests.notices.places import make_holder, make_right

LAST, ON = date(2027, 3, 31), date(2026, 11, 23)
AT = timezone.make_aware(datetime(2026, 11, 23, 10, 42))


def test_a_name_that_looks_like_a_formula_is_text(in_vilaclara: Municipality):
    for number, text in enumerate(["=1+1", "+34 Mas", "-Pere", "@Anna"]):
        make_right(str(number), LAST, holder=make_holder(text, address=f"C. Major, {number}"))
    campaign = freeze(plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None), at=AT, actor=None)
    sheet = load_workbook(BytesIO(list_workbook(campaign)))["Cartes"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["=1+1", "+34 Mas", "-Pere", "@Anna"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_the_list_has_the_unaddressed_again_apart_and_the_reasons(in_vilaclara: Municipality):
    make_right("1", LAST, holder=make_holder("Pere Mas", address=""))
    make_right("2", LAST)
    make_right("3", LAST, standing="disputed")
    campaign = freeze(plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None), at=AT, actor=None)
    book = load_workbook(BytesIO(list_workbook(campaign)))
    assert [row[0] for row in book["Cartes"].values] == ["Carta", "2026/1-001", "2026/1-002"]
    assert [row[1] for row in book["Sense adreça"].values][1:] == ["Pere Mas"]
    assert list(book["Sense carta"].values)[1] == (1, "en conflicte amb un altre dret")
    assert book["Cartes"]["F2"].value == datetime(2027, 3, 31)


def test_the_same_list_is_the_same_file(in_vilaclara: Municipality):
    make_right("1", LAST)
    campaign = freeze(plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None), at=AT, actor=None)
    assert list_workbook(campaign) == list_workbook(campaign)
