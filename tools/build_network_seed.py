"""Make the first network's seed file from a folder of facts: `python tools/build_network_seed.py SOURCE_DIR [TARGET]`.

SOURCE_DIR holds `network.yaml` (the network's public facts) and `trades.csv` (codes of the trades). Keys, translations and
names come from `network_seed_words.yaml` beside this script. What the facts do not state becomes null.
"""

import argparse
import csv
import re
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "compagnon" / "network" / "seed" / "pays-de-la-loire.yaml"
HEADER = "# Made by tools/build_network_seed.py from the network's public facts. Change those and run it again, not this file.\n"
_ESCO = re.compile(
    r"ESCO v1\.2 (?P<code>[\d.]+) (?P<label>[^/;|]+?)(?: / [^;|]*)?; (?P<how>.*?) \| ISCED-F 2013: (?P<isced>.*)"
)
_NO_ESCO = re.compile(r"ESCO: (?P<how>.*?) \| ISCED-F 2013: (?P<isced>.*)")


def known(value):
    """The value, or None where the facts say that it was not found."""
    if isinstance(value, dict):
        value = value.get("value")
    return None if value in ("not_found", "", None) else value


def occupation_of(row, code_row):
    """The ESCO occupation of a trade, and notes in English and French on how it was chosen.

    Where the two sources differ, the list of codes wins when it calls its match exact; else the network's facts do.
    """
    named = {
        "uri": row.get("esco_uri"),
        "code": row.get("esco_code"),
        "label": row.get("esco_label"),
        "isco": row.get("isco08"),
    }
    found = _ESCO.match(code_row["source"]) if code_row else None
    listed = found and {
        "uri": code_row["esco_uri_or_code"],
        "code": found["code"],
        "label": found["label"].strip(),
        "isco": code_row["isco08"],
    }
    if not listed:
        return named, []
    if named["code"] is None:
        return listed, [
            (
                f"ESCO occupation {found['how']}.",
                f"Profession ESCO retenue d’après un autre libellé : {listed['label']}.",
            )
        ]
    if named["code"] == listed["code"]:
        exact = found["how"].startswith("exact")
        return named, [] if exact else [
            (f"ESCO occupation {found['how']}.", f"Profession ESCO la plus proche : {named['label']}.")
        ]
    kept, other = (listed, named) if found["how"].startswith("exact") else (named, listed)
    return kept, [
        (
            f"ESCO occupation to be confirmed; the other candidate is {other['code']} {other['label']}.",
            f"Profession ESCO à confirmer ; l’autre possibilité est {other['code']} {other['label']}.",
        )
    ]


def trade_of(row, code_row, words):
    """One trade of the seed: names, codes, and a note where a code is doubtful or missing."""
    occupation, notes = occupation_of(row, code_row)
    if occupation["code"] is None:
        notes.append(("No single ESCO occupation was found.", "Aucune profession ESCO unique n’a été trouvée."))
    isced = known(code_row and code_row["isced_f"])
    if isced is None:
        notes.append(("ISCED-F field to be completed.", "Domaine ISCED-F à compléter."))
    if words.get("note"):
        notes.append((words["note"]["en"], words["note"]["fr"]))
    names = {"en": row["name"], "fr": row["name_fr"]} | {
        language: words[language] for language in ("de", "it", "es", "nl")
    }
    return {
        "key": words["key"],
        "name": names,
        "esco_uri": occupation["uri"],
        "esco_code": occupation["code"],
        "esco_label": occupation["label"],
        "isco08": occupation["isco"],
        "isced_f": isced,
        "note": {"en": " ".join(en for en, _fr in notes), "fr": " ".join(fr for _en, fr in notes)} if notes else None,
        "regulated": words.get("regulated"),
        "dangerous_for_minors": None,
    }


def sectors_of(facts, codes, words):
    by_name = {row["trade_en"]: row for row in codes}
    for sector_words in words["sectors"]:
        sector = next(sector for sector in facts["sectors"] if sector["id"] == sector_words["facts"])
        rows = {row["name"]: row for row in sector["trades"]}
        if set(rows) != {trade["facts"] for trade in sector_words["trades"]}:
            sys.exit(f"The trades of {sector['id']} in the facts are not those of network_seed_words.yaml.")
        yield {
            "key": sector["id"],
            "name": sector_words["name"],
            "trades": [
                trade_of(rows[trade["facts"]], by_name[trade["codes"]] if trade["codes"] else None, trade)
                for trade in sector_words["trades"]
            ],
        }


def organisations_of(facts, words):
    """The chamber and its centres with their sites; a site's town stays null where the facts have none."""
    yield {
        "key": words["head"]["key"],
        "kind": "network_head",
        "name": words["head"]["name"],
        "country": "FR",
        "sites": [],
    }
    for departement in facts["centres"]["departements"]:
        centre = next(centre for centre in words["centres"] if centre["departement"] == departement["code"])
        yield {
            "key": centre["key"],
            "kind": "training_centre",
            "name": centre["name"],
            "country": "FR",
            "departement_code": departement["code"],
            "sites": [
                {
                    "key": site["key"],
                    "name": site["name"],
                    "town": known(place["town"]),
                    "departement_code": departement["code"] if site.get("departement_known", True) else None,
                    "departement_name": departement["name"] if site.get("departement_known", True) else None,
                    "note": words["site_notes"].get(site["key"]),
                }
                for site, place in zip(centre["sites"], departement["sites"], strict=True)
            ],
        }


def figures_of(facts, words):
    for figure in facts["key_figures"]:
        year = str(figure["year"] or "")
        yield {
            "key": figure["id"],
            "label": words["key_figures"][figure["id"]],
            "value": figure["value"],
            "unit": figure["unit"],
            "year": year if re.fullmatch(r"\d{4}(/\d{4})?", year) else None,
            "qualifier": figure.get("qualifier"),
            "source": {"reference": words["figure_sources"].get(figure["id"], "SD-07"), "grade": "S"},
        }


def notes_of(project):
    """What the facts say beside the fields: counts of partners, cautions, doubts."""
    counts = project.get("partner_count")
    if isinstance(counts, dict):
        yield "; ".join(
            f"partners ({'network’s page' if where == 'seed' else 'other public pages'}): {n}"
            for where, n in counts.items()
        )
    if project.get("duration_months"):
        yield f"{project['duration_months']} months"
    if project.get("duration_years"):
        yield f"{project['duration_years']} years"
    if project.get("caution"):
        yield project["caution"]
    for partner in project.get("partners", []):
        if partner.get("note"):
            yield f"{partner['name']}: {partner['note']}"
    if project.get("source"):
        yield f"partners read at {project['source']}"


def projects_of(facts, words):
    for project in facts["cooperation_projects"]:
        partners = [
            {
                "name": known(partner["name"]),
                "country": known(partner.get("country")),
                "role": partner.get("role", "partner"),
            }
            for partner in project.get("partners", [])
        ]
        if project.get("lead"):
            partners.append({"name": project["lead"], "country": None, "role": "lead"})
        yield {
            "key": project["id"],
            "name": project["name"],
            "full_name": known(project.get("full_name")),
            "programme": project["programme"],
            "role": project["role"],
            "partners": partners,
            "aim": words["projects"][project["id"]]["aim"],
            "period": known(project.get("period")),
            "project_number": known(project.get("project_number")),
            "website": known(project.get("website")),
            "notes": list(notes_of(project)),
            "source": {"reference": words["projects"][project["id"]]["source"], "grade": "S"},
        }


def build(source: Path) -> dict:
    """The whole seed of the network, ready to be written."""
    facts = yaml.safe_load((source / "network.yaml").read_text(encoding="utf-8"))
    with (source / "trades.csv").open(encoding="utf-8", newline="") as lines:
        codes = list(csv.DictReader(lines))
    words = yaml.safe_load((HERE / "network_seed_words.yaml").read_text(encoding="utf-8"))
    countries = [(country, zone) for zone in ("europe", "outside_europe") for country in facts["countries"][zone]]
    return words["network"] | {
        "country": facts["organisation"]["country"],
        "region": facts["organisation"]["region"],
        "organisations": list(organisations_of(facts, words)),
        "schemes": [scheme["id"] for scheme in facts["schemes"]],
        "destinations": [{"country": country, "zone": zone} for country, zone in countries],
        "key_figures": list(figures_of(facts, words)),
        "cooperation_projects": list(projects_of(facts, words)),
        "sectors": list(sectors_of(facts, codes, words)),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("source", type=Path, help="folder that holds network.yaml and trades.csv")
    arguments.add_argument("target", type=Path, nargs="?", default=TARGET)
    chosen = arguments.parse_args()
    yaml.SafeDumper.ignore_aliases = lambda *_: True
    text = yaml.safe_dump(build(chosen.source), allow_unicode=True, sort_keys=False, width=120)
    chosen.target.write_text(HEADER + text, encoding="utf-8")
    print(f"Written: {chosen.target}")


if __name__ == "__main__":
    main()
