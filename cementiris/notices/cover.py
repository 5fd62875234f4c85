"""The cover of a print file: what is in it, in which order, and what is to be done with it. Not to be posted."""

from collections.abc import Iterator

from cementiris.documents.kinds import long_date, town_snapshot
from cementiris.documents.paper import Letter as PaperLetter
from cementiris.documents.paper import Sender
from cementiris.documents.wording import Kind, Piece
from cementiris.notices.messages import REASONS
from cementiris.notices.models import Campaign, Letter, LetterStatus

LISTED_AT_MOST = 20


def cover_of(campaign: Campaign, *, page_count: int) -> PaperLetter:
    """The cover sheet of a campaign whose letters fill `page_count` pages."""
    town = town_snapshot(campaign.municipality)
    letters = list(campaign.letters.filter(number__isnull=False).select_related("campaign").order_by("number"))
    return PaperLetter(
        number=campaign.code,
        addressee="Portada",
        sender=Sender(town["body"], (), campaign.municipality.name[:1]),
        recipient=(),
        references=(("Campanya", campaign.code), ("Data de les cartes", long_date(campaign.on))),
        pieces=tuple(_pieces(campaign, [letter for letter in letters if not letter.has_address])),
        facts=tuple(_facts(letters, page_count)),
        called="Campanya",
    )


def _facts(letters: list[Letter], page_count: int) -> Iterator[tuple[str, str]]:
    unposted = sum(not letter.has_address for letter in letters)
    yield "Cartes", str(len(letters))
    yield "Pàgines", f"{page_count}, sense comptar aquesta portada"
    yield "Per enviar", str(len(letters) - unposted)
    yield "Sense adreça", str(unposted)
    yield "Per a hereus", str(sum(letter.note == "heirs" for letter in letters))
    if letters:
        yield "De la carta", letters[0].code
        yield "A la carta", letters[-1].code


def _pieces(campaign: Campaign, unposted: list[Letter]) -> Iterator[Piece]:
    period = f"del {campaign.ends_from:%d/%m/%Y} al {campaign.ends_until:%d/%m/%Y}"
    yield Piece(Kind.TITLE, f"Drets que acaben {period}")
    yield Piece(Kind.PARAGRAPH, "Aquest full és per a l’oficina: no s’envia. Les cartes segueixen en ordre postal.")
    yield Piece(Kind.FACTS)
    yield Piece(Kind.HEADING, "Com imprimir-les")
    yield Piece(
        Kind.ITEM, "A dues cares. Cada carta comença en un full nou: l’avís i, al darrere, el full de resposta."
    )
    yield Piece(
        Kind.ITEM, "Sobre amb finestra a la dreta: plegueu en tres (sobre americà) o en dos (C5) per les marques."
    )
    yield from _unposted(unposted)
    yield from _left_out(campaign)


def _unposted(letters: list[Letter]) -> Iterator[Piece]:
    if not letters:
        return
    yield Piece(Kind.HEADING, "Sense adreça: són al final del fitxer")
    for letter in letters[:LISTED_AT_MOST]:
        yield Piece(Kind.ITEM, f"{letter.code}, {letter.recipient}: {letter.place}")
    if len(letters) > LISTED_AT_MOST:
        yield Piece(Kind.ITEM, f"i {len(letters) - LISTED_AT_MOST} més, a la llista")


def _left_out(campaign: Campaign) -> Iterator[Piece]:
    by_hand = campaign.letters.filter(status=LetterStatus.LEFT_OUT).count()
    if not by_hand and not campaign.left_out:
        return
    yield Piece(Kind.HEADING, "Drets del període que no reben carta")
    for reason, count in campaign.left_out.items():
        yield Piece(Kind.ITEM, f"{count}: {REASONS[reason]}")
    if by_hand:
        yield Piece(Kind.ITEM, f"{by_hand}: trets a mà en la revisió")
