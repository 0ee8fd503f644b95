"""Rates and gaps between rates, with intervals that are honest for few people: Wilson, Newcombe, ratio, Fisher."""

from math import comb, exp, log, sqrt

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Z95 = 1.959963984540054
"""The normal quantile of a two-sided interval of 95 %."""

DIGITS = 4
"""What is shown of a rate or a difference: more would pretend."""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return self.high - self.low

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def rounded(self) -> "Interval":
        """The same with four decimals, for showing."""
        return Interval(round(self.low, DIGITS), round(self.high, DIGITS))


def wilson(of_them: int, people: int, z: float = Z95) -> Interval:
    """Where the true rate may lie when `of_them` of `people` did something (Wilson 1927, without continuity correction).

    Raises ValueError unless 0 <= of_them <= people and people > 0.
    """
    _counts(of_them, people)
    rate, zz = of_them / people, z * z
    middle = rate + zz / (2 * people)
    half = z * sqrt(rate * (1 - rate) / people + zz / (4 * people * people))
    scale = 1 + zz / people
    low = 0.0 if of_them == 0 else max(0.0, (middle - half) / scale)
    high = 1.0 if of_them == people else min(1.0, (middle + half) / scale)
    return Interval(low, high)


def newcombe(first: tuple[int, int], second: tuple[int, int], z: float = Z95) -> Interval:
    """Where the difference of two rates (first minus second) may lie; each is (how many did, of how many).

    The hybrid score interval, method 10 of Newcombe 1998: lower = d - sqrt((p1-l1)^2 + (u2-p2)^2), upper likewise.
    Raises ValueError as `wilson` does.
    """
    one, two = wilson(*first, z), wilson(*second, z)
    p1, p2 = first[0] / first[1], second[0] / second[1]
    difference = p1 - p2
    low = difference - sqrt((p1 - one.low) ** 2 + (two.high - p2) ** 2)
    high = difference + sqrt((one.high - p1) ** 2 + (p2 - two.low) ** 2)
    return Interval(max(-1.0, low), min(1.0, high))


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Ratio:
    """One rate divided by another, with its interval; None while a count of nobody leaves the logarithm undefined."""

    value: float
    interval: Interval | None


def impact_ratio(first: tuple[int, int], second: tuple[int, int], z: float = Z95) -> Ratio | None:
    """The first rate divided by the second, interval on the logarithm (Katz 1978); None when nobody of the second did.

    The line of 0.80 that some draw through it is an American rule of thumb, and unreliable with few people.
    Raises ValueError as `wilson` does.
    """
    (k1, n1), (k2, n2) = first, second
    _counts(k1, n1)
    _counts(k2, n2)
    if k2 == 0:
        return None
    value = (k1 * n2) / (n1 * k2)
    if k1 == 0:
        return Ratio(value, None)
    spread = z * sqrt(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2)
    return Ratio(value, Interval(exp(log(value) - spread), exp(log(value) + spread)))


def fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    """How often chance alone would part two groups at least this unevenly: Fisher's exact test, two-sided.

    Adds the probabilities of all tables with the same margins that are no likelier than this one, in whole numbers, so
    that no rounding decides what counts as equally likely. Raises ValueError as `wilson` does.
    """
    (k1, n1), (k2, n2) = first, second
    _counts(k1, n1)
    _counts(k2, n2)
    did = k1 + k2
    weights = _weights(n1, n2, did)
    observed = weights[k1 - max(0, did - n2)]
    return sum(weight for weight in weights if weight <= observed) / sum(weights)


def _weights(n1: int, n2: int, did: int) -> list[int]:
    """For each possible count of the first group, in how many ways it comes about; each reckoned from the one before."""
    least, most = max(0, did - n2), min(n1, did)
    weights = [comb(n1, least) * comb(n2, did - least)]
    for k in range(least, most):
        weights.append(weights[-1] * ((n1 - k) * (did - k)) // ((k + 1) * (n2 - did + k + 1)))
    return weights


def smallest_expected(first: tuple[int, int], second: tuple[int, int]) -> float:
    """The smallest count that chance would expect in the table of two groups; below 5 only an exact test is honest."""
    (k1, n1), (k2, n2) = first, second
    share = (k1 + k2) / (n1 + n2)
    return min(n * part for n in (n1, n2) for part in (share, 1 - share))


def _counts(of_them: int, people: int) -> None:
    if people <= 0 or not 0 <= of_them <= people:
        raise ValueError(f"{of_them} of {people} is no rate")
