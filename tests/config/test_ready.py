"""What a web process holds before the first page is asked for."""

import json
import subprocess
import sys

READERS = ("pypdf", "PIL")
"""What strangers' files are read with: only in children of limited means."""
ASKED = f"""
import gc, json, sys
import compagnon.config.wsgi
from django.urls import get_resolver
loaded = "urlconf_module" in vars(get_resolver()) and "url_patterns" in vars(get_resolver())
print(json.dumps([gc.get_freeze_count(), loaded, [one for one in {READERS!r} if one in sys.modules]]))
"""


def test_a_web_process_has_all_pages_loaded_spares_them_the_garbage_collector_and_holds_no_reader_of_strangers_files():
    asked = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, timeout=120)

    spared, is_loaded, readers = json.loads(asked.stdout)

    assert spared > 100_000
    assert is_loaded
    assert readers == []
