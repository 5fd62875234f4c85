"""Which stories are played in which town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demo.stories import building, caducity, families, office, places
from demo.stories.stage import Story

PROGRAMME: Mapping[str, Sequence[Story]] = {
    "vilaclara": (
        families.beneficiary_follows, families.will_names_a_niece, families.couple_gives_to_the_daughter,
        families.name_and_duplicate, families.short_and_left, families.given_back, families.renounced,
        families.gathered_and_moved,
        places.closed_for_works, places.ruined_niche, places.closed_until_spring, places.two_niches_made_one,
        places.numbered_anew, places.buried_at_public_cost, building.new_building,
        caducity.just_opened, caducity.announced, caducity.sent_back, caducity.alleged, caducity.ruin,
        caducity.declared, caducity.ended_and_cleared, caducity.renewed_in_time,
        office.asked_lately, office.asked_in_vain, office.asked_and_refused, office.asked_and_granted,
        office.headstone_overdue, office.headstone_tomorrow, office.works_done, office.these_days,
        office.papers_of_a_unit, office.renewed_by_mistake, office.misspelt, office.written_twice,
        office.dead_holder, office.perpetual_of_old,
    ),
    "puigfosc": (families.title_on_trust, office.asked_lately, caducity.just_opened, caducity.announced),
}  # fmt: skip
