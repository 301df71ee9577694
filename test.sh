#!/usr/bin/env bash
# Builds everything with warnings as errors, checks the formatting, and runs all tests.
# usage: ./test.sh          scaled and seeded, for every change
#        ./test.sh --long   the full campaigns and the benchmarks as well
# Installs from apt and NuGet what is missing. Tests that need files beside the checkout (../shared, or the folders named by
# SKYBUTLER_GOLDEN and SKYBUTLER_DATA) are skipped without them, and say so. Ends with "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"
. eng/dotnet.sh
case "${1:-}" in
  "") ;;
  --long) export SKYBUTLER_LONG=1 ;;
  *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
esac
eng/install.sh libcfitsio10 libcfitsio-bin libwcs7 libzstd1 libsnappy1v5 patchelf postgresql python3-astropy source-extractor scamp swarp psfex python3-sep sqlite3 ceph-mon ceph-mgr ceph-osd ceph-common radosgw curl graphviz nginx-light libnginx-mod-http-dav-ext zsh fish python3-prov python3-jsonschema chromium fonts-dejavu-core

# Processes live for seconds or a minute here: to watch how code is used, so as to compile it better, costs more than it gains.
export DOTNET_TieredPGO=0
echo "== build"
dotnet restore SkyButler.slnx -v quiet
dotnet build SkyButler.slnx --no-restore -v quiet -nologo -clp:NoSummary
# One processor is enough to look at the formatting; the build has looked at the style, and a test looks at the order of namespaces.
echo "== format and publish"
dotnet format whitespace SkyButler.slnx --no-restore --verify-no-changes &
formatting=$!
./build.sh
wait "$formatting"

logs=$(mktemp -d)
# Hundreds of processes live for a second or two: compiling again what they call often would cost an eighth more.
export DOTNET_TC_CallCountingDelayMs=7D0
beside=""
trap '[ -z "$beside" ] || { pkill -P "$beside"; kill "$beside"; } 2>/dev/null || true; rm -rf "$logs"' EXIT
# Many tests wait for a disk, a server or a killed process, so two projects run at a time; each is printed when it has ended.
lane() {
  local project name
  for project in "$@"; do
    name=$(basename "$project")
    # The exit code says no more than the summary line does; a run without that line counts as failed.
    dotnet exec "$project/bin/Debug/net10.0/$name.dll" -noColor -xml "$logs/$name.xml" >"$logs/$name" 2>&1 || true
    { flock 9; echo "== $name"; grep -vE '^xUnit.net|Discover|Starting: |Finished: ' "$logs/$name" || true; } 9>"$logs/.lock"
  done
}
largest=tests/SkyButler.Tests
others=()
for project in tests/SkyButler.*/; do [ "${project%/}" = "$largest" ] || others+=("${project%/}"); done
lane "$largest" &
beside=$!
lane "${others[@]}"
wait "$beside"
beside=""
passed=0 failed=0 skipped=0
for project in "$largest" "${others[@]}"; do
  name=$(basename "$project")
  summary=$(grep -E 'Total: [0-9]+, Errors: ' "$logs/$name" | tail -1 || true)
  if [ -z "$summary" ]; then
    echo "$name ended without a summary"; failed=$((failed + 1)); continue
  fi
  number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
  bad=$(($(number Failed) + $(number Errors)))
  failed=$((failed + bad)); skipped=$((skipped + $(number Skipped)))
  passed=$((passed + $(number Total) - $(number Failed) - $(number Skipped) - $(number 'Not Run')))
done
echo "== slowest"
{ grep -ohE '<test [^>]*>' "$logs"/*.xml || true; } | sed -E 's/.* time="([^"]*)".* type="([^"]*)".*/\1 \2/' |
  awk '{ seconds[$2] += $1 } END { for (type in seconds) printf "%8.1f s  %s\n", seconds[type], type }' | sort -rn | sed -n 1,25p
if [ -n "${SKYBUTLER_LONG:-}" ] && [ -x bench/run.sh ]; then
  echo "== benchmarks"
  bench/run.sh
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
