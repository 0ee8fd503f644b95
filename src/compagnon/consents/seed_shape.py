"""The shape of the file under `seed/`: what is usually asked, and national ages, checked before they are stored."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from compagnon.network.seed_shape import Country, Key, Shape, Text, once, read_yaml

FILE = Path(__file__).parent / "seed" / "purposes.yaml"


class PurposeSeed(Shape):
    key: Key
    title: Text
    explanation: Text
    sentence: Text
    both_until_18: bool = False


class AgeSeed(Shape):
    """GDPR art. 8.1 lets a State choose between 13 and 16."""

    country: Country
    age: Annotated[int, Field(ge=13, le=16)]
    grade: Literal["V", "K"]
    source: str


class ConsentSeed(Shape):
    purposes: list[PurposeSeed]
    ages: list[AgeSeed]

    @model_validator(mode="after")
    def each_once(self) -> "ConsentSeed":
        once(purpose.key for purpose in self.purposes)
        once(age.country for age in self.ages)
        return self


def read_consents() -> ConsentSeed:
    """What the program ships."""
    return ConsentSeed.model_validate(read_yaml(FILE))
