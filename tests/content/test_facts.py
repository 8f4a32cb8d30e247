"""What `{fact[key]}` puts into a sentence."""

from datetime import date

import pytest

from content.findings import Facts, Finding


def finding(key: str, value: float, unit: str = "of 100", **more: object) -> Finding:
    return Finding.model_validate(
        {
            "key": key,
            "topic": "t",
            "label": "a made-up finding",
            "value": value,
            "unit": unit,
            "kind": "assumed",
            "checked": date(2026, 1, 1),
            **more,
        }
    )


FACTS = Facts(
    {
        "share": finding("share", 8.7, low=4.5, high=16.2, interval="made up", n=92, counts=(8, 92)),
        "year": finding("year", 2025, "year"),
        "cost": finding("cost", 6286, "US dollars"),
    }
)


def test_a_fact_is_written_in_its_own_unit() -> None:
    assert (FACTS["share"], FACTS["share.low"], FACTS["share.n"]) == ("8.7", "4.5", "92")
    assert (FACTS["share.hits"], FACTS["share.of"]) == ("8", "92")
    assert FACTS["cost"] == "6,286"
    assert FACTS["year"] == "2025"


def test_people_are_whole_and_add_up_to_a_hundred() -> None:
    assert (FACTS["share.people"], FACTS["share.others"]) == ("9", "91")
    assert (FACTS["share.fewest"], FACTS["share.most"]) == ("5", "16")


@pytest.mark.parametrize(
    "name", ["nothing", "share.nothing", "cost.people", "cost.low", "year.most", "cost.of"]
)
def test_what_is_not_there_is_named(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        FACTS[name]
