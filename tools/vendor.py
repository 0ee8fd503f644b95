"""Fetch and check the few files of others that we ship: `python tools/vendor.py fetch | icons | check`.

`fetch` packs each package with npm (whatever registry npm is set to), copies what we use and writes MANIFEST.toml;
`icons` makes our sprite from the names in `tools/icons.txt`; `check` compares every shipped file with its SHA-256.
"""

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

UI = Path(__file__).resolve().parent.parent / "src/compagnon/core/ui"
VENDOR = UI / "static/vendor"
FONTS = UI / "fonts"
SPRITE = UI / "static/ui/icons.svg"
MANIFEST = VENDOR / "MANIFEST.toml"
NAMES = Path(__file__).with_name("icons.txt")
LUCIDE = ("lucide-static", "1.62.0")

_FONT = "@fontsource-variable/atkinson-hyperlegible-next"
_FONT_FILE = "files/atkinson-hyperlegible-next-{}-wght-{}.woff2"
# package, version, licence, who needs it, {file in the package: file that we ship}
PACKAGES = [
    ("htmx.org", "2.0.10", "0BSD", "every page", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"}),
    (
        "signature_pad",
        "5.1.4",
        "MIT",
        "drawing a signature",
        {"dist/signature_pad.umd.min.js": "signature_pad.min.js", "LICENSE": "signature_pad.LICENSE.txt"},
    ),
    (
        _FONT,
        "5.3.0",
        "OFL-1.1",
        "text on screen",
        {
            _FONT_FILE.format("latin", "normal"): "atkinson-latin.woff2",
            _FONT_FILE.format("latin-ext", "normal"): "atkinson-latin-ext.woff2",
            _FONT_FILE.format("latin", "italic"): "atkinson-latin-italic.woff2",
            "LICENSE": "atkinson.LICENSE.txt",
        },
    ),
    (*LUCIDE, "ISC", "icons, drawn into static/ui/icons.svg", {"LICENSE": "lucide.LICENSE.txt"}),
]


def packed(package: str, version: str, folder: Path) -> Path:
    """The unpacked content of one package, fetched by npm."""
    done = subprocess.run(
        ["npm", "pack", f"{package}@{version}", "--silent"], cwd=folder, check=True, capture_output=True, text=True
    )
    target = folder / re.sub(r"\W+", "-", package)
    with tarfile.open(folder / done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(target, filter="data")
    return next(path for path in target.iterdir() if path.is_dir())


def served(content: bytes, name: str) -> bytes:
    """A file as we serve it: scripts without the pointer to a source map that we do not ship."""
    return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", content) if name.endswith(".js") else content


def fetch() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    lines = ["# Written by tools/vendor.py: change it there.\n"]
    with tempfile.TemporaryDirectory() as temporary:
        for package, version, licence, needed_for, files in PACKAGES:
            source = packed(package, version, Path(temporary))
            for inside, name in files.items():
                content = served((source / inside).read_bytes(), name)
                (VENDOR / name).write_bytes(content)
                facts = {
                    "name": name,
                    "package": package,
                    "version": version,
                    "source": inside,
                    "licence": licence,
                    "for": needed_for,
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
                lines += ["[[file]]", *(f'{key} = "{value}"' for key, value in facts.items()), ""]
    make_print_fonts()
    MANIFEST.write_text("\n".join(lines))


def make_print_fonts() -> None:
    """Standing TrueType cuts for PDFs: Typst reads neither woff2 nor variable fonts."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    FONTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for style, weight in (("Regular", 400), ("Bold", 700)):
            parts = []
            for subset in ("latin", "latin-ext"):
                font = instantiateVariableFont(TTFont(VENDOR / f"atkinson-{subset}.woff2"), {"wght": weight})
                font.flavor = None
                parts.append(str(Path(temporary) / f"{subset}.ttf"))
                font.save(parts[-1])
            merged = Merger().merge(parts)
            rename(merged, style)
            merged.save(FONTS / f"AtkinsonHyperlegibleNext-{style}.ttf")


def rename(font, style: str) -> None:
    """The names by which a typesetter finds the family and its bold."""
    family = "Atkinson Hyperlegible Next"
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"AtkinsonHyperlegibleNext-{style}"}
    for record in (16, 17, 25):
        font["name"].removeNames(nameID=record)
    for record, text in names.items():
        font["name"].setName(text, record, 3, 1, 0x409)
        font["name"].setName(text, record, 1, 0, 0)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


def icons() -> None:
    """Our sprite: one symbol for each name in `tools/icons.txt`, to be used with `{% icon %}`."""
    names = sorted({line.strip() for line in NAMES.read_text().splitlines() if line.strip()})
    symbols = []
    with tempfile.TemporaryDirectory() as temporary:
        source = packed(*LUCIDE, Path(temporary))
        for name in names:
            drawing = (source / "icons" / f"{name}.svg").read_text()
            inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL).group(1)
            inner = re.sub(r"\s*\n\s*", "", inner).replace(" />", "/>")
            symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    SPRITE.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")


def check() -> None:
    wrong = [
        entry["name"]
        for entry in tomllib.loads(MANIFEST.read_text())["file"]
        if hashlib.sha256((VENDOR / entry["name"]).read_bytes()).hexdigest() != entry["sha256"]
    ]
    if wrong:
        sys.exit("Changed since they were vendored: " + ", ".join(wrong))
    print("Every vendored file is as recorded.")


if __name__ == "__main__":
    commands = {"fetch": fetch, "icons": icons, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]]()
