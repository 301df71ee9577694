#!/usr/bin/env bash
# A real PostgreSQL server for tests: on 127.0.0.1, in a temporary folder, with the extension that repositories need.
# usage: eng/postgres.sh PORT [FOLDER [SETTING=VALUE...]]
#   prints "ready URL" and serves until its standard input ends; then the server stops and the temporary folder goes.
#   With a FOLDER the data lie there, stay there, and are kept durably; settings are the server's own.
#   A line "restart fast" or "restart immediate" on its standard input stops the server in that manner and starts it again; then
#   "ready URL" comes once more.
# Needs the Debian package postgresql. The server refuses to run as root, so root runs it as the user postgres.
set -euo pipefail
port=${1:?usage: eng/postgres.sh PORT [FOLDER [SETTING=VALUE...]]}
kept=${2:-}
# Tests lose nothing that matters when the machine stops, so nothing is flushed.
settings=(fsync=off synchronous_commit=off full_page_writes=off max_connections=400 shared_buffers=128MB max_locks_per_transaction=256)
[ -z "$kept" ] || settings=()
settings+=("${@:3}")
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || { echo "PostgreSQL is not installed (Debian package postgresql)."; exit 3; }
as=()
if [ "$(id -u)" -eq 0 ]; then
  id postgres >/dev/null 2>&1 || { echo "There is no user postgres to run the server as."; exit 3; }
  as=(setpriv --reuid=postgres --regid=postgres --init-groups --)
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/skybutler-postgres.XXXXXX")
data=${kept:-$folder/data}
[ -z "$kept" ] || mkdir -p "$data"
[ ${#as[@]} -eq 0 ] || chown postgres "$folder" ${kept:+"$data"}
server=""
finish() {
  trap - EXIT TERM INT HUP
  if [ -n "$server" ]; then
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT TERM INT HUP
cd "$folder"
[ -f "$data/PG_VERSION" ] || "${as[@]}" "$bin/initdb" -D "$data" -A trust -U postgres -E UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 || { echo "initdb failed: $(tail -1 "$folder/initdb.log")"; exit 3; }
serve() {
  "${as[@]}" "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" "${settings[@]/#/--}" \
    </dev/null >>"$folder/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && return
    kill -0 "$server" 2>/dev/null || { echo "The server stopped: $(tail -1 "$folder/server.log")"; exit 3; }
    sleep 0.1
  done
}
ready() { echo "ready postgresql://postgres@127.0.0.1:$port/postgres"; }
serve
"$bin/psql" -q -h 127.0.0.1 -p "$port" -U postgres -d postgres -c "CREATE EXTENSION IF NOT EXISTS btree_gist" >"$folder/psql.log" 2>&1 || { echo "btree_gist can't be had: $(tail -1 "$folder/psql.log")"; exit 3; }
ready
while read -r line; do
  case "$line" in
    "restart fast") signal=INT ;;
    "restart immediate") signal=QUIT ;;
    *) echo "not understood: $line"; continue ;;
  esac
  kill "-$signal" "$server"
  wait "$server" || true
  serve
  ready
done
