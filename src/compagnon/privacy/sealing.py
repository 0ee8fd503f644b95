"""Evidence put under seal: one ZIP with what was known and the papers, its manifest, and no way to it from daily pages."""

import json
import zipfile
from io import BytesIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from compagnon.core import clock, files
from compagnon.core.holdings import Holding, Treatment, holding_of
from compagnon.privacy.reach import Rows, all_rows


class _Encoder(DjangoJSONEncoder):
    """Bytes as hexadecimal, texts in several languages as they are, countries by their code."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            if isinstance(o, bytes | memoryview):
                return bytes(o).hex()
            return getattr(o, "data", None) or str(o)


def package(rows: Rows, *, reason: str, until: Any) -> bytes:
    """A ZIP of rows and their files.

    `manifest.json` has the SHA-256 of every other entry, so that an archive can check it, and names the files that were
    lost before they could be put in.
    """
    kept = BytesIO()
    entries: dict[str, str] = {}
    lost: list[str] = []
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:

        def put(name: str, content: bytes) -> None:
            if name not in entries:
                bundle.writestr(name, content)
                entries[name] = files.fingerprint(content)

        for model, keys in rows.items():
            holding = holding_of(model)
            if holding is None:
                continue
            found = list(all_rows(model).filter(pk__in=keys).order_by("pk"))
            put(f"rows/{model._meta.label}.json", _json([_row(holding, row) for row in found]))
            for row in found:
                for name in holding.treated(Treatment.FILES):
                    if path := getattr(row, name):
                        try:
                            put(f"files/{path}", files.read(path))
                        except files.FileLost:
                            lost.append(path)
        manifest = {"sealed_on": clock.today(), "reason": reason, "until": until, "sha256": entries, "lost": lost}
        bundle.writestr("manifest.json", _json(manifest))
    return kept.getvalue()


def _row(holding: Holding, row: Any) -> dict[str, Any]:
    names = [one.attname for one in holding.model._meta.concrete_fields]
    secret = set(holding.treated(Treatment.SECRET))
    return {name: getattr(row, name) for name in names if name not in secret}


def _json(value: Any) -> bytes:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False, indent=1).encode()
