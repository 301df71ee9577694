#!/usr/bin/env bash
# Publishes one self-contained executable to bin/skybutler, with bin/butler, bin/pipetask and bin/astrometadata as links to it,
# and the native libraries it needs in bin/native, so that bin/ can be copied to another machine as it is.
# usage: ./build.sh [FOLDER]      FOLDER instead of bin/
set -euo pipefail
cd "$(dirname "$0")"
. eng/dotnet.sh
target=${1:-bin}
eng/install.sh libcfitsio10 libwcs7 libzstd1 liblzma5 libsnappy1v5 patchelf
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

dotnet restore SkyButler.slnx -v quiet
dotnet publish src/SkyButler.CommandLine --no-restore -c Release -r linux-x64 --self-contained true \
  -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -p:DebugType=none -v quiet -nologo -o "$staging"

mkdir -p "$target/native"
mv -f "$staging/SkyButler.CommandLine" "$target/skybutler.new"
mv -f "$target/skybutler.new" "$target/skybutler"
for program in butler pipetask astrometadata; do ln -sfn skybutler "$target/$program"; done
# What users have put into plugins/ stays.
if [ -d "$staging/plugins" ]; then mkdir -p "$target/plugins"; cp -r "$staging/plugins/." "$target/plugins/"; fi

# The bundled SQLite, and CFITSIO, WCSLIB, zstd, liblzma and Snappy with everything that they load but the C library, made to find one another in their own folder.
cp -f "$staging"/*.so "$target/native/"
# awk reads to the end: who stops reading early makes ldconfig fail.
for name in libcfitsio.so.10 libwcs.so.7 libzstd.so.1 liblzma.so.5 libsnappy.so.1; do
  library=$(ldconfig -p | awk -v name="$name" '$1 == name && !found {print $NF; found = 1}')
  echo "$library"
  ldd "$library" | awk '/=> \//{print $3}'
done | sort -u |
  grep -Ev '/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|resolv))\.so' |
  while read -r library; do
    install -m 0644 "$library" "$target/native/$(basename "$library")"
    patchelf --set-rpath '$ORIGIN' "$target/native/$(basename "$library")"
  done
echo "Built $target/skybutler ($(du -h "$target/skybutler" | cut -f1)), $target/butler, $target/pipetask, $target/astrometadata, $target/native."
