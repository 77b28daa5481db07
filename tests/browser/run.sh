#!/usr/bin/env bash
# The browser tests: headless Chromium over the dev server with a copy of the example site.
# Usage: run.sh; $CITEWIRE names another binary; needs $JUDGES (see .ci/run) for node and playwright-core, and target/release/citewire.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export PATH="$JUDGES/node_modules/node/bin:$PATH"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cp -r "$root/example-site" "$work/site"
"${CITEWIRE:-$root/target/release/citewire}" serve "$work/site" --watch --port 0 >"$work/address" 2>"$work/talk" &
server=$!
for _ in $(seq 200); do grep -q 'http://' "$work/address" && break; sleep 0.1; done
origin=$(grep -o 'http://[^/ ]*' "$work/address" | head -1)
[ -n "$origin" ] || { cat "$work/talk"; exit 1; }
cp "$here"/*.mjs "$work/"
ln -s "$JUDGES/node_modules" "$work/node_modules"
node "$work/browser.mjs" "$origin" "$work/site"
