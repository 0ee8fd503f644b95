"""Templates: nothing inline, nothing from elsewhere, nothing unused."""

import re
from pathlib import Path

from tests.house import exceptions
from tests.house.tree import SOURCE, can_be_said, files, mend, modules, name, strings, templates, text

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\b(?:src\s*=|type=\"application/ld\+json\"))", re.IGNORECASE),
    "an on… attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
FETCHED = re.compile(
    r"<(?:script|img|source|iframe|embed|object|audio|video|use|image)\b[^>]*?\b(?:src|srcset|data|poster|href)\s*=\s*[\"']\s*(?:https?:)?//"
    r"|<link\b[^>]*\bhref\s*=\s*[\"']\s*(?:https?:)?//"
    r"|<form\b[^>]*\baction\s*=\s*[\"']\s*(?:https?:)?//",
    re.IGNORECASE,
)
FETCHED_BY_STYLE = re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import\s+[\"'](?:https?:)?//", re.IGNORECASE)
FETCHED_BY_SCRIPT = re.compile(r"[\"'`](?:https?|wss?)://(?!www\.w3\.org/)", re.IGNORECASE)
GIVEN_TO_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
SPRITE = SOURCE / "core/ui/static/ui/icons.svg"


def shown(path: Path) -> str:
    return COMMENT.sub("", text(path))


def pages() -> list[Path]:
    return [path for path in templates() if path.suffix in {".html", ".svg"}]


def test_no_style_or_script_is_inline():
    found = [
        f"{name(path)} has {what}" for path in pages() for what, sign in INLINE.items() if sign.search(shown(path))
    ]

    mend("The content security policy would block these; use a class, a file or a data- attribute:", found)


def test_no_page_fetches_anything_from_another_site():
    found = [f"{name(path)}" for path in pages() if FETCHED.search(shown(path))]
    found += [name(path) for path in files(SOURCE, "*.css") if FETCHED_BY_STYLE.search(text(path))]
    found += [name(path) for path in files(SOURCE, "*.js") if FETCHED_BY_SCRIPT.search(text(path))]

    mend("Ship these files ourselves:", found)


def named() -> set[str]:
    """Every template that Python or another template names, without the name of its partial."""
    quoted = set().union(*(strings(path) for path in modules()))
    for path in templates():
        quoted |= set(re.findall(r"[\"']([\w./-]+\.(?:html|txt|svg)(?:#[\w-]+)?)[\"']", text(path)))
    return {one.partition("#")[0] for one in quoted}


def components_used() -> set[str]:
    return {used for path in templates() for used in re.findall(r"<c-([\w.-]+)", text(path))} | {
        used for path in templates() for used in re.findall(r"\bis=[\"']([\w.-]+)[\"']", text(path))
    }


def template_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def component_name(template: str) -> str:
    return (
        template.removeprefix("cotton/")
        .removesuffix(".html")
        .removesuffix("/index")
        .replace("/", ".")
        .replace("_", "-")
    )


def test_every_template_is_used():
    named_somewhere, components = named(), components_used()
    found = []
    for path in templates():
        template = template_name(path)
        used = component_name(template) in components if template.startswith("cotton/") else template in named_somewhere
        asked_by_django = template in GIVEN_TO_DJANGO or template.startswith("django/forms/")
        if not used and not asked_by_django and path.parent.name != "letters" and not can_be_said(template):
            found.append(f"{name(path)} is shown by nobody")

    mend("Remove these templates, or show them:", found, exceptions.TEMPLATES_NOT_NAMED)


def test_every_component_and_partial_that_is_used_exists():
    there = {template_name(path): path for path in templates()}
    components = {component_name(one) for one in there if one.startswith("cotton/")} | {"slot", "vars", "component"}
    found = [f"<c-{one}> is no component" for one in components_used() if one not in components]
    for quoted in set().union(*(strings(path) for path in modules())):
        template, hash_, partial = quoted.partition("#")
        if hash_ and template in there and not re.search(rf"partialdef {re.escape(partial)}\b", text(there[template])):
            found.append(f"{quoted} has no such partial")

    mend("These are used but not there:", found)


def icons_in_the_sprite() -> set[str]:
    return set(re.findall(r"<symbol[^>]*\bid=\"([\w-]+)\"", text(SPRITE)))


def icons_asked_for() -> set[tuple[str, str]]:
    """Icons named where only an icon can be named, with the place."""
    asked = set()
    for path in [*templates(), *modules()]:
        source = text(path)
        signs = [
            r"\bicon=[\"']([a-z0-9-]+)[\"']",
            r"<c-icon\b[^>]*?\sname=[\"']([a-z0-9-]+)[\"']",
            r"icons\.svg#([a-z0-9-]+)",
        ]
        asked |= {(icon, name(path)) for sign in signs for icon in re.findall(sign, source)}
    return asked


def test_every_icon_asked_for_is_in_the_sprite():
    found = [f"{icon} asked for by {place}" for icon, place in icons_asked_for() if icon not in icons_in_the_sprite()]

    mend("Add these to tools/icons.txt and run `python tools/vendor.py icons`:", found)


def test_every_icon_in_the_sprite_is_used():
    shown_somewhere = "\n".join(text(path) for path in [*templates(), *modules(), *files(SOURCE, "*.js")])
    quoted = set(re.findall(r"[\"'#:]([a-z0-9-]+)[\"'\s)]", shown_somewhere))
    found = [icon for icon in icons_in_the_sprite() if icon not in quoted]

    mend("Remove these from tools/icons.txt and run `python tools/vendor.py icons`:", found, exceptions.ICONS_NOT_NAMED)


def test_every_style_sheet_and_script_is_served_to_some_page():
    served = "\n".join(
        text(path) for path in [*templates(), *modules(), *files(SOURCE, "*.css"), *files(SOURCE, "*.js")]
    )
    found = [
        f"{name(path)} is linked by nobody"
        for path in [*files(SOURCE, "*.css"), *files(SOURCE, "*.js")]
        if path.name not in served
    ]

    mend("Remove these, or link them:", found)
