"""QR codes as drawings: made here, asked of nobody."""

from io import BytesIO

import segno


def drawn(text: str, *, kind: str) -> bytes:
    """The code of a text as "svg" or "png", with the quiet zone that readers need."""
    kept = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(kept, kind=kind, scale=10, border=4, **({"xmldecl": True, "svgns": True} if kind == "svg" else {}))
    return kept.getvalue()
