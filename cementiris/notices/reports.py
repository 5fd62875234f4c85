"""The figures of a campaign."""

from typing import Any

from cementiris.notices.models import Campaign, LetterStatus


def campaign_report(campaign: Campaign) -> dict[str, Any]:
    """How many letters and pages, how many cannot be posted, and how many rights got none, by reason."""
    letters = campaign.letters.filter(status__in=LetterStatus.on_paper())
    return {
        "campaign": campaign.code,
        "expiring_from": campaign.ends_from.isoformat(),
        "expiring_to": campaign.ends_until.isoformat(),
        "on": campaign.on.isoformat(),
        "letters": letters.count(),
        "without_address": letters.filter(address="").count(),
        "to_heirs": letters.filter(note="heirs").count(),
        "without_holder": letters.filter(note="no_holder").count(),
        "pages": campaign.page_count,
        "left_out": {
            **campaign.left_out,
            "unticked": campaign.letters.filter(status=LetterStatus.LEFT_OUT).count(),
        },
        "sha256": campaign.print_sha256,
    }
