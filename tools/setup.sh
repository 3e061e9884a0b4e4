#!/bin/sh
# Makes the virtual environment $1 from requirements.lock. Needs python3 and pip; finds or fetches Python 3.12 or 3.13.
set -eu
venv=$1
fits() { "$1" -c 'import sys, venv; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1; }

python=
for candidate in python3 python3.12 python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[23]*/bin/python3; do
  if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then python=$candidate; break; fi
done

if [ -z "$python" ]; then
  echo "set-up: python3 is older than 3.12; fetching one with uv" >&2
  rm -rf "$venv.boot" && mkdir -p "$venv.boot"
  if python3 -m pip install --quiet --target "$venv.boot" uv >/dev/null 2>&1 &&
     UV_PYTHON_INSTALL_DIR="$PWD/$venv.python" "$venv.boot/bin/uv" python install --quiet 3.12 >/dev/null 2>&1; then
    python=$(UV_PYTHON_INSTALL_DIR="$PWD/$venv.python" "$venv.boot/bin/uv" python find 3.12)
  fi
  rm -rf "$venv.boot"
  if [ -z "$python" ]; then
    echo "set-up: no Python 3.12 here and none could be fetched: install python3.12 with its venv module, then run make again" >&2
    exit 1
  fi
fi

echo "set-up: $("$python" --version) into $venv (the first time takes a minute or two)"
[ -x "$venv/bin/python" ] && fits "$venv/bin/python" || { rm -rf "$venv"; "$python" -m venv "$venv"; }
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
touch "$venv/.ready"
