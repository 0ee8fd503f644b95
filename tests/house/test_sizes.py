"""Nothing grows past the right-hand columns of the architecture guide: then it is split."""

from pathlib import Path

from tests.house import exceptions
from tests.house.tree import ROOT, SOURCE, files, functions, lines, mend, modules, name, templates

DOORS = {"public", "portal", "journey", "desk", "guest"}


def longer(paths: list[Path], limit: int) -> list[str]:
    return [f"{name(path)} has {lines(path)} lines, at most {limit}" for path in paths if lines(path) > limit]


def all_functions():
    return [function for path in modules() + files(ROOT / "tools", "*.py") for function in functions(path)]


def test_a_python_module_has_at_most_400_lines():
    mend("Split these modules:", longer(modules() + files(ROOT / "tools", "*.py"), 400), exceptions.MODULES)


def test_a_function_has_at_most_40_lines():
    long = [f"{one.place} has {one.length} lines, at most 40" for one in all_functions() if one.length > 40]

    mend("Split these functions:", long, exceptions.FUNCTIONS)


def test_a_view_has_at_most_25_lines():
    views = [one for one in all_functions() if one.decorators & DOORS]
    long = [f"{one.place} has {one.length} lines, at most 25" for one in views if one.length > 25]

    mend("Move what these views do to actions, queries or forms:", long, exceptions.VIEWS)


def test_a_function_has_at_most_7_parameters_beside_who_acts():
    counted = ((one, [p for p in one.parameters if p != "by"]) for one in all_functions())
    many = [f"{one.place} has {len(names)} parameters, at most 7" for one, names in counted if len(names) > 7]

    mend("Give these functions fewer parameters:", many, exceptions.PARAMETERS)


def test_a_template_has_at_most_150_lines():
    mend("Split these templates:", longer(templates(), 150), exceptions.TEMPLATES)


def test_a_style_sheet_has_at_most_250_lines_and_all_of_them_3500():
    sheets = files(SOURCE, "*.css")
    total = sum(map(lines, sheets))

    mend("Split these style sheets:", longer(sheets, 250), exceptions.STYLES)
    assert total <= 3500, f"All style sheets have {total} lines together, at most 3500: remove what no page uses."


def test_a_script_has_at_most_150_lines_and_all_of_them_1500():
    scripts = files(SOURCE, "*.js")
    total = sum(map(lines, scripts))

    mend("Split these scripts:", longer(scripts, 150), exceptions.SCRIPTS)
    assert total <= 1500, f"All our scripts have {total} lines together, at most 1500."


def test_a_test_module_has_at_most_500_lines():
    mend("Split these test modules:", longer(files(ROOT / "tests", "*.py"), 500), exceptions.TESTS)


def test_the_settings_have_at_most_300_lines():
    mend("Move what differs between installations to environment.py:", longer([SOURCE / "config/settings.py"], 300))
