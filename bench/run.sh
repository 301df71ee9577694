#!/usr/bin/env bash
# Measures whole operations beside the reference's figures and beside the bare cost in the same run, and prints tables.
# usage: bench/run.sh [--update] [--repeat N] [--datasets N] [--rows N] [--keep FOLDER] [NAME...]
#   NAME      startup, ingest, raws, put, register, list, joins, writers, graphs, programs, storage, transfers, tables, parquet, images, scale, or micro (BenchmarkDotNet on pieces of code); without a name: all but the last seven and raws
#   --update  writes the tables into docs/performance.md as well
#   --repeat  how often each work of seconds is done (5)
#   --datasets  how many datasets the repositories of scale have (1000000); transfers has at most 200000, and with fewer is quick
#   --rows      how many rows the FITS table of tables has (10000000), and the file of parquet (5000000)
#   --keep    a folder for the repositories of scale, where a later run finds them again
# Builds what is missing; a built bin/ is taken as it is, so run ./build.sh after a change.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/dotnet.sh
options=() names=()
while [ $# -gt 0 ]; do
  case "$1" in
    --update) options+=(--update docs/performance.md) ;;
    --repeat|--datasets|--rows|--keep) options+=("$1" "$2"); shift ;;
    -*) sed -n '3,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    *) names+=("$1") ;;
  esac
  shift
done
[ -x bin/butler ] || ./build.sh
case " ${names[*]:-startup} " in *" startup "*) eng/install.sh hyperfine ;; esac
case " ${names[*]} " in *" storage "*) eng/install.sh rclone ;; esac
project=bench/SkyButler.Benchmarks
dotnet build "$project" -c Release -v quiet -nologo -clp:NoSummary -p:RunAnalyzers=false
benchmarks() { dotnet exec "$project/bin/Release/net10.0/SkyButler.Benchmarks.dll" "$@"; }
rest=()
for name in "${names[@]}"; do
  if [ "$name" = micro ]; then benchmarks micro --filter '*'; else rest+=("$name"); fi
done
[ ${#names[@]} -gt 0 ] && [ ${#rest[@]} -eq 0 ] && exit 0
benchmarks bin "${options[@]}" "${rest[@]}"
