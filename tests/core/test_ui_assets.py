import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from compagnon.core import ui

STATIC = Path(ui.__file__).parent / "static"
SHEETS = sorted((STATIC / "ui/css").glob("*.css"))
TOKENS = (STATIC / "ui/css/tokens.css").read_text()
STEPS = ("promote", "recruit", "prepare", "monitor", "evaluate")


def colours(name):
    """A token in the light and in the dark."""
    found = re.search(rf"--{name}: (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", TOKENS)
    light, dark, both = found.groups()
    return (light or both, dark or both)


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("text", ["ink", "ink-soft", "loire", "late", "good", *STEPS])
@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_at_least_5_4_to_1_on_both_grounds(text, ground, theme):
    assert contrast(colours(text)[theme], colours(ground)[theme]) >= 5.4


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on-slate", "slate"),
        ("on-slate-soft", "slate"),
        ("on-slate-soft", "slate-raised"),
        ("on-saffron", "saffron"),
        ("on-loire", "loire"),
        ("late", "late-soft"),
        ("ink-soft", "sunk"),
        ("ink-soft", "saffron-soft"),
        ("ink-soft", "loire-soft"),
    ],
)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_on_a_coloured_ground_has_at_least_4_5_to_1(text, ground, theme):
    assert contrast(colours(text)[theme], colours(ground)[theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_border_of_a_field_has_at_least_3_to_1(theme):
    assert min(contrast(colours("line-strong")[theme], colours(g)[theme]) for g in ("paper", "surface")) >= 3


def test_every_vendored_file_is_as_recorded():
    vendor = STATIC / "vendor"
    recorded = tomllib.loads((vendor / "MANIFEST.toml").read_text())["file"]

    kept = {entry["name"]: entry["sha256"] for entry in recorded}

    assert kept == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.iterdir()
        if path.name != "MANIFEST.toml"
    }
    assert all(entry["licence"] and entry["version"] and entry["for"] for entry in recorded)


def test_the_style_sheets_stay_small():
    lines = {path.name: len(path.read_text().splitlines()) for path in SHEETS}

    assert max(lines.values()) <= 250
    assert sum(lines.values()) <= 2500


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_rule_stands_in_a_layer(path):
    bare = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    depth, outside = 0, []
    for piece in re.split(r"([{}])", bare):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
        elif depth == 0 and piece.strip():
            outside.append(piece.strip())

    assert depth == 0
    assert all(head.startswith("@layer") for head in outside)


def test_a_colour_is_written_only_among_the_tokens():
    allowed = {"#FFF", "#FAF7F2", "#87806F", "#000", "#999", "#F2EDE4"}  # paper is white in any theme
    found = {
        (path.name, colour)
        for path in SHEETS
        if path.name != "tokens.css"
        for colour in re.findall(r":[^;{}]*?(#[0-9A-Fa-f]{3,8})\b", path.read_text())
        if colour not in allowed
    }

    assert found == set()


def test_every_property_that_is_used_is_defined():
    everything = "\n".join(path.read_text() for path in SHEETS)
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    used = set(re.findall(r"var\((--[\w-]+)\)", everything))

    assert used - defined == set()
