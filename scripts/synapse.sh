#!/bin/sh
# Makes .tools/synapse, the Matrix homeserver's own environment, as deploy/matrix/synapse.txt pins it.
# Run scripts/environment.sh first.
set -eu
cd "$(dirname "$0")/.."

pins=deploy/matrix/synapse.txt
wanted=$(cksum < "$pins")
if [ "$(cat .tools/synapse/installed-from 2>/dev/null || true)" = "$wanted" ]; then
    exit 0
fi
uv=$(command -v uv || echo .tools/uv/bin/uv)

echo "Installing Synapse, a Matrix homeserver, into .tools/synapse (once, half a minute) ..." >&2
rm -rf .tools/synapse
{ "$uv" venv --quiet --python .venv/bin/python .tools/synapse \
    && "$uv" pip sync --quiet --compile-bytecode --python .tools/synapse/bin/python "$pins"; } || {
    echo "Synapse could not be installed. Check the network, then run the same command again." >&2
    exit 1
}
echo "$wanted" > .tools/synapse/installed-from
