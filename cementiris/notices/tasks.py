"""Long work of notices."""

from django.utils import timezone

from cementiris.jobs.services import start_progress
from cementiris.jobs.town_tasks import town_task
from cementiris.notices.models import Campaign
from cementiris.notices.services.production import produce

PRODUCE = "notices.produce"


@town_task()
def produce_campaign(*, campaign_id: int) -> None:
    """Draw a frozen campaign's letters; safe to repeat."""
    campaign = Campaign.objects.get(pk=campaign_id)
    produce(campaign, at=timezone.now(), progress=start_progress(PRODUCE, campaign))
