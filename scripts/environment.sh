#!/bin/sh
# Makes .venv from uv.lock, of this project or of the folder that is named (bench/quickstart).
# Needs only a POSIX shell and any Python 3.8+; gets uv and Python 3.10 into .tools/ where the
# machine has none, and never touches the system's Python.
set -eu
cd "$(dirname "$0")/.."

project=${1:-.}
made=$project/.venv/installed-from
wanted=$(cat "$project"/uv.lock "$project"/pyproject.toml without_tensorflow/*/__init__.py | cksum)
if [ -x "$project/.venv/bin/python" ] && [ "$(cat "$made" 2>/dev/null || true)" = "$wanted" ]; then
    exit 0
fi

fail() { printf '%s\n' "$@" >&2; exit 1; }

is_python_310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

find_python_310() {
    for candidate in "$(command -v python3.10 || true)" "$(command -v python3 || true)" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10 \
        "${ASDF_DATA_DIR:-$HOME/.asdf}"/installs/python/3.10*/bin/python3.10 \
        "$HOME"/.local/share/mise/installs/python/3.10*/bin/python3.10 \
        /opt/homebrew/bin/python3.10 /usr/local/bin/python3.10 /opt/python/3.10*/bin/python3.10
    do
        if [ -n "$candidate" ] && [ -x "$candidate" ] && is_python_310 "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    UV_PYTHON_INSTALL_DIR="$PWD/.tools/python" "$uv" python install --quiet 3.10 >&2 || return 1
    UV_PYTHON_INSTALL_DIR="$PWD/.tools/python" "$uv" python find --managed-python 3.10
}

find_uv() {
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
        command -v uv
        return
    fi
    if [ ! -x .tools/uv/bin/uv ]; then
        system_python=$(command -v python3 || command -v python) || return 1
        echo "Getting uv (the installer) into .tools/ ..." >&2
        mkdir -p .tools
        # Debian's Python may come without venv or pip: then the standard library fetches the wheel.
        { "$system_python" -m venv .tools/uv && .tools/uv/bin/python -m pip install --quiet uv; } >/dev/null 2>&1 \
            || "$system_python" scripts/get_uv.py .tools/uv/bin >&2 || return 1
    fi
    echo "$PWD/.tools/uv/bin/uv"
}

uv=$(find_uv) || fail "uv could not be found or fetched." \
    "Install it (https://docs.astral.sh/uv/) or check the network, then try again."
python=$(find_python_310) || fail "Python 3.10 could not be found or fetched; Rasa 3.6 needs it." \
    "Install it (for example: pyenv install 3.10, or apt install python3.10), then try again."

echo "Installing what $project/uv.lock names (the first time takes a minute or two) ..."
rm -f "$made"
UV_COMPILE_BYTECODE=1 "$uv" sync --quiet --frozen --project "$project" --python "$python" \
    || fail "The installation stopped. Nothing is lost: run the same command again."
echo "$wanted" > "$made"
