"""Middles, means, and the honest way to read many tests at once."""

import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the mean of the two middle ones; None of nothing."""
    return statistics.median(values) if values else None


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """The mean in which each value counts as its weight says; None when nothing weighs.

    Raises ValueError for a negative weight or lists of different lengths.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight must not be negative")
    total = sum(weights)
    pairs = list(zip(values, weights, strict=True))
    return sum(value * weight for value, weight in pairs) / total if total else None


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Each p-value as it counts among all of them (Benjamini and Hochberg 1995), in the order given.

    Keeping those at or below 0.05 keeps the expected share of false alarms among them at or below 5 %.
    """
    count = len(p_values)
    adjusted = [1.0] * count
    least = 1.0
    for rank, place in enumerate(sorted(range(count), key=lambda place: p_values[place], reverse=True)):
        least = min(least, p_values[place] * (count / (count - rank)))
        adjusted[place] = least
    return adjusted
