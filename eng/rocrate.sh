#!/usr/bin/env bash
# Installs npm's ro-crate, which opens RO-Crates in Node, for tests. usage: eng/rocrate.sh FOLDER
# Says "ready", or why not, as its last line.
set -uo pipefail
folder=$1
command -v node >/dev/null || { echo "there is no node: install Node.js 18 or later"; exit 0; }
command -v npm >/dev/null || { echo "there is no npm"; exit 0; }
mkdir -p "$folder"
if [ ! -d "$folder/node_modules/ro-crate" ]; then
  (cd "$folder" && npm install --no-audit --no-fund --no-save --loglevel error ro-crate@3.7.2) >/dev/null 2>&1 ||
    { echo "npm could not install ro-crate@3.7.2"; exit 0; }
fi
echo ready
