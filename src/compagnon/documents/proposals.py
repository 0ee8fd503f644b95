"""What is proposed before anybody writes: learning outcomes by trade, and the terms of an agreement."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from compagnon.documents.typesetting.labels import all_labels

SEED = Path(__file__).parent / "seed"
TERMS = (
    *(
        "progress",
        "virtual",
        "programme",
        "weekly",
        "workplace",
        "schedule",
        "equipment",
        "monitoring",
        "monitoring_home",
    ),
    *("assessment", "recognition", "reintegration", "preparation", "language", "insurance", "accommodation"),
)
"""The fields of the terms, in the order in which the paper prints them."""


@cache
def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((SEED / name).read_text(encoding="utf-8"))


def proposed_terms() -> dict[str, dict[str, str]]:
    """Text by language of each term that has a proposal."""
    return _read("terms.yaml")


def proposed_outcomes(trade_key: str) -> list[dict[str, Any]]:
    """Two learning outcomes of the trade and those that suit every trade; only the latter for an unknown trade."""
    seed = _read("outcomes.yaml")
    of_trade = seed["trades"].get(trade_key, {})
    shared = {one["key"]: one for one in seed["shared"]}
    wanted = of_trade.get("shared", seed["default_shared"])
    chosen = [*of_trade.get("outcomes", ()), *(shared[key] for key in wanted if key in shared)]
    return [
        {**{name: one[name] for name in ("kind", "title", "task", "assessment")}, "standard": _level(one["level"])}
        for one in chosen
    ]


def _level(level: int) -> dict[str, str]:
    return {code: f"{words} {level}" for code, words in all_labels()["eqf_level"].items()}
