#!/bin/sh
# Bring the environment into .venv: locked, hashed requirements, and the project itself.
# Use: sh tools/setup.sh runtime|s3|texts|dev
set -eu
wanted=$1

say() { printf '%s\n' "$*"; }

if [ ! -x .venv/bin/python ]; then
  python=""
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      python=$candidate
      break
    fi
  done
  [ -n "$python" ] || { say "Compagnon needs Python 3.11 or newer; name it with PYTHON=…"; exit 1; }
  say "Making the environment in .venv with $("$python" --version)."
  "$python" -m venv .venv || { rm -rf .venv; say "Python could not make an environment. On Debian: apt install python3-venv"; exit 1; }
fi

[ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/setup.txt
say "Bringing the $wanted packages."
.venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "requirements/$wanted.txt"
[ "$wanted" = dev ] || .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
touch ".venv/$wanted"
