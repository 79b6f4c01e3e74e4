#!/usr/bin/env bash
# Builds the wheel of the last commit into a folder (dist, if none is named), so that whoever builds
# it from that commit with the locked tools gets the same bytes: the same files with the same modes,
# and the commit's time on each.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=$(mkdir -p "${1:-$root/dist}" && cd "${1:-$root/dist}" && pwd)
python=$root/.venv/bin/python

# What is not committed does not go in, and who builds it decides about no file's mode.
umask 022
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
git=(git -c safe.directory='*' -C "$root")
SOURCE_DATE_EPOCH=$("${git[@]}" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
"${git[@]}" archive HEAD | tar -x -C "$tree" --no-same-permissions

for texts in "$tree"/portal/translations/*/LC_MESSAGES/*.po; do
    "$python" -m babel.messages.frontend --quiet compile --input-file "$texts" --output-file "${texts%.po}.mo"
done
# The build's tools are those of the lock, whose hashes were checked: nothing is fetched.
cd "$tree"
"$python" -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --no-index \
    --wheel-dir "$out" .
