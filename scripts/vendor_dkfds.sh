#!/usr/bin/env bash
# Fetches Det Fælles Designsystem and copies what the pages use into portal/web/static/dkfds.
# Run it by hand to move to another version; the result is committed, nothing fetches it at run time.
#
# Kept: the neutral theme's stylesheet, the woff2 fonts of the weights it uses, the icon sprite, the
# few icons its rules draw, the licences. Left out: scripts, other themes, other font formats, logos.
# The stylesheet is changed only by the substitutions below: one format per font, no faces we do not
# ship, no one-icon-per-class rules (pages use the sprite), no placeholder logos, no source map, and
# no arrow for a disabled select (the package names that picture but does not ship it).
set -euo pipefail

version=11.2.0
checksum=93d6b1deebdaafb8d08c7be075f1bbe09fbcfa606765b600cde951ddbb92be61

root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/portal/web/static/dkfds
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "dkfds@$version" >/dev/null
echo "$checksum  dkfds-$version.tgz" | sha256sum --check --quiet
tar xzf "dkfds-$version.tgz"
dist=$work/package/dist

rm -rf "$target"
mkdir -p "$target/css" "$target/fonts" "$target/img/svg-icons" "$target/licences"

perl -0777 -pe '
  s~\@font-face\{[^}]*IBMPlexSans-(?:Medium|SemiBold|Bold)Italic[^}]*\}~~g;
  s~src:[^;}]*?(url\([^)]*\.woff2\)) format\("woff2"\)[^;}]*~src:$1 format("woff2")~g;
  s~fonts/IBMPlexSans/complete/woff2/~fonts/~g;
  s~\.icon-[\w-]+:not\(a\)\{background-image:url\([^)]*\)\}~~g;
  s~url\([^)]*logo[\w-]*placeholder\.png\)~none~g;
  s~url\([^)]*chevron-down-gray-200\.svg\)~none~g;
  s~/\*# sourceMappingURL=.*?\*/~~g;
' "$dist/css/dkfds.min.css" >"$target/css/dkfds.min.css"

grep -o 'fonts/[A-Za-z-]*\.woff2' "$target/css/dkfds.min.css" | sort -u | while read -r font; do
  cp "$dist/fonts/IBMPlexSans/complete/woff2/${font#fonts/}" "$target/$font"
done
grep -o 'img/svg-icons/[a-z0-9-]*\.svg' "$target/css/dkfds.min.css" | sort -u | while read -r icon; do
  cp "$dist/$icon" "$target/$icon"
done
cp "$dist/img/all-svg-icons.svg" "$target/img/all-svg-icons.svg"

cp "$dist/LICENSE.md" "$target/licences/dkfds.md"
cp "$dist/fonts/IBMPlexSans/complete/woff2/license.txt" "$target/licences/OFL-1.1.txt"
cp /usr/share/common-licenses/Apache-2.0 "$target/licences/Apache-2.0.txt"
find "$target" -type f -exec chmod 0644 {} +
echo "dkfds $version: $(find "$target" -type f | wc -l) files, $(du -sk "$target" | cut -f1) KB"
