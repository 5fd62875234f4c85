"""What an ordinance may not decide."""

from typing import Any

import pytest
from django.forms.models import model_to_dict

from cementiris.registry.models import Ordinance
from cementiris.registry.presets import PRESETS
from cementiris.registry.queries import town_choices
from cementiris.registry.rules.ordinances import LAW, check_ordinance
from cementiris.registry.rules.sources import SOURCES


def choices(**values: Any) -> dict[str, Any]:
    """The model regulation with some choices changed."""
    return {**model_to_dict(Ordinance(), exclude=["id", "valid_from"]), **values}


def found(**values: Any) -> list[tuple[str, str]]:
    return [(name, breach.code) for name, breach in check_ordinance(choices(**values))]


def test_the_model_regulation_is_lawful() -> None:
    assert found() == []


@pytest.mark.parametrize("name", LAW)
def test_x65_every_bound_of_the_law_is_kept_at_both_ends(name: str) -> None:
    least, most = LAW[name]
    assert (name, "X65") in found(**{name: most + 1})
    assert (name, "X65") in found(**{name: least - 1})
    assert (name, "X65") not in found(**{name: least}) + found(**{name: most})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"max_term_years": 25}, "allowed_term_years"),
        ({"terms_by_kind": {"tomb": [60]}}, "terms_tomb"),
        ({"rental_max_years": 60}, "rental_max_years"),
        ({"extension_min_years": 5, "extension_max_years": 2}, "extension_max_years"),
        ({"short_extension_min_years": 5, "short_extension_max_years": 2}, "short_extension_max_years"),
        ({"conversion_from_years": 5}, "conversion_to_years"),
        ({"conversion_from_years": 5, "conversion_to_years": 5}, "conversion_to_years"),
        ({"retrocession_from_day": "09-01"}, "retrocession_until_day"),
    ],
)
def test_x66_choices_that_contradict_each_other_are_named(values: dict[str, Any], field: str) -> None:
    assert found(**values) == [(field, "X66")]


@pytest.mark.parametrize("key", PRESETS)
def test_a_published_ordinance_is_lawful_and_names_its_sources(key: str) -> None:
    preset = PRESETS[key]
    assert found(**preset.values) == []
    assert set(preset.sources) <= set(SOURCES)
    assert set(preset.values) <= {field.name for field in Ordinance._meta.get_fields()}


@pytest.mark.parametrize("key", PRESETS)
def test_the_rules_see_what_a_published_ordinance_chooses(key: str) -> None:
    seen = town_choices(Ordinance(**PRESETS[key].values))
    for name, value in PRESETS[key].values.items():
        told = getattr(seen, name)
        assert told == (tuple(value) if isinstance(value, list) else told if isinstance(value, dict) else value)
