"""Long work of notices."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cementiris.jobs.services import finish, start_progress
from cementiris.jobs.town_tasks import town_task
from cementiris.notices.models import Campaign
from cementiris.notices.services.production import PRODUCE, produce


@town_task()
def produce_campaign(*, campaign_id: int) -> None:
    """Draw a frozen campaign's letters; safe to repeat. What goes wrong is said on its page and goes on to the log."""
    campaign = Campaign.objects.get(pk=campaign_id)
    progress = start_progress(PRODUCE, campaign)
    try:
        produce(campaign, at=timezone.now(), progress=progress)
    except Exception:
        finish(progress, _("S’ha aturat. Obriu «Cartes per imprimir»: es faran les que falten."), failed=True)
        raise
