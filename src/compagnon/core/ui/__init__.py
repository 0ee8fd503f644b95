"""The design system: tokens, components, icons, shells and the line through the five steps.

Templates are cotton components in `templates/cotton/`, shells in `templates/shells/`; what is used fifty times
on a page is a tag (`templatetags/ui.py`). The contract with examples is `docs/understand/design.md`; everything is
shown in every state at `/styleguide/`. Styles are small layered files in `static/ui/css/`, behaviour is one custom
element a file in `static/ui/js/`, icons are one sprite made by `tools/vendor.py icons`.
"""
