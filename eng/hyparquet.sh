#!/usr/bin/env bash
# Installs npm's hyparquet and apache-arrow, which read Parquet and Arrow's schemas in Node, for tests. usage: eng/hyparquet.sh FOLDER
# Says "ready", or why not, as its last line.
set -uo pipefail
folder=$1
command -v node >/dev/null || { echo "there is no node: install Node.js 18 or later"; exit 0; }
command -v npm >/dev/null || { echo "there is no npm"; exit 0; }
mkdir -p "$folder"
if [ ! -d "$folder/node_modules/apache-arrow" ]; then
  (cd "$folder" && npm install --no-audit --no-fund --no-save --loglevel error hyparquet@1.31.5 hyparquet-compressors@1.1.2 apache-arrow@21.1.0) >/dev/null 2>&1 ||
    { echo "npm could not install hyparquet@1.31.5, hyparquet-compressors@1.1.2 and apache-arrow@21.1.0"; exit 0; }
fi
echo ready
