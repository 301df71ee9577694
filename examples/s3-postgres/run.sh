#!/usr/bin/env bash
# Runs docs/s3-postgres.md: a survey in a bucket, its registry in PostgreSQL.
# usage: examples/s3-postgres/run.sh [FOLDER]      FOLDER for what it makes on disk instead of s3-postgres-output/
#   S3_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, BUCKET and DATABASE name the servers; without them it starts its own.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
checkout=$(realpath "$here/../..")
. "$checkout/eng/dotnet.sh"
out=$(realpath -m "${1:-s3-postgres-output}")
bin=${SKYBUTLER_BIN:-$checkout/bin}
[ -x "$bin/butler" ] || "$checkout/build.sh"
command -v rclone >/dev/null || "$checkout/eng/install.sh" rclone
export PATH="$bin:$PATH" NAMESPACE="${NAMESPACE:-survey}"
say() { printf '\n%s\n' "$*"; }

# A server of eng/ serves as long as its standard input is open, which is here until this script ends. Its first line says where it is.
serve() {
  local port; while port=$((20000 + RANDOM % 12000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  local pipes; pipes=$(mktemp -d); mkfifo "$pipes/in" "$pipes/out"
  "$checkout/eng/$1.sh" "$port" < "$pipes/in" > "$pipes/out" &
  exec {held}> "$pipes/in"
  read -r -a answer < "$pipes/out" || answer=("$1.sh ended without a word")
  rm -r "$pipes"
  [ "${answer[0]}" = ready ] || { echo "There is no server: ${answer[*]}" >&2; exit 1; }
}
if [ -z "${S3_ENDPOINT_URL:-}" ]; then
  serve s3
  export S3_ENDPOINT_URL=${answer[1]} AWS_ACCESS_KEY_ID=${answer[2]} AWS_SECRET_ACCESS_KEY=${answer[3]} BUCKET=first
fi
if [ -z "${DATABASE:-}" ]; then
  serve postgres
  DATABASE=${answer[1]}
fi
export RCLONE_CONFIG_STORE_TYPE=s3 RCLONE_CONFIG_STORE_PROVIDER=Other RCLONE_CONFIG_STORE_ENDPOINT="$S3_ENDPOINT_URL"
export RCLONE_CONFIG_STORE_ACCESS_KEY_ID="$AWS_ACCESS_KEY_ID" RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY="$AWS_SECRET_ACCESS_KEY"

mkdir -p "$out" && cd "$out"
ln -sfn "$here/calibrations" calibrations
if [ ! -d survey/raw ]; then
  say "A night at the telescope: a simulator makes raw frames"
  dotnet run --project "$checkout/examples/survey/SkyButler.Examples.Survey" -c Release -v quiet -- survey
fi
PS4='$ '
say "1. Index files, and all into the bucket"
set -x
astrometadata write-index survey/raw
rclone copy survey/raw "store:$BUCKET/raw"

# The database's URL may hold a password, and is not shown.
{ set +x; say "2. The repository"; } 2>/dev/null
printf 'registry:\n  db: %s\n  namespace: %s\n' "$DATABASE" "$NAMESPACE" > seed.yaml
set -x
butler create --seed-config seed.yaml --override "s3://$BUCKET/repo"
butler register-instrument "s3://$BUCKET/repo" SurveyCam

{ set +x; say "3. Raws, where they are"; set -x; } 2>/dev/null
butler ingest-raws "s3://$BUCKET/repo" "s3://$BUCKET/raw/_index.json" --transfer direct
butler query-datasets "s3://$BUCKET/repo" raw --collections SurveyCam/raw/all --show-uri

{ set +x; say "4. Visits and curated calibrations"; set -x; } 2>/dev/null
butler define-visits "s3://$BUCKET/repo" SurveyCam
butler write-curated-calibrations "s3://$BUCKET/repo" SurveyCam first --data-package calibrations
butler calibrations "s3://$BUCKET/repo" --collections SurveyCam/calib/first

{ set +x; say "5. A visit to one's own disk"; set -x; } 2>/dev/null
butler retrieve-artifacts "s3://$BUCKET/repo" visit/ --dataset-type raw --collections SurveyCam/raw/all --where "instrument='SurveyCam' AND visit=2026040103" --transfer copy

{ set +x; say "6. A second repository"; set -x; } 2>/dev/null
butler export "s3://$BUCKET/repo" exported --everything --transfer copy
butler create second
butler import second exported --transfer copy
butler query-datasets second '*' --collections '*'
