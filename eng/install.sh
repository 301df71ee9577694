#!/usr/bin/env bash
# Installs what a script needs and the machine lacks. usage: eng/install.sh PACKAGE...   (Debian packages)
# Says what it does; without root or apt it names what is missing and fails.
set -euo pipefail
missing=()
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
command -v apt-get >/dev/null || { echo "Missing: ${missing[*]}. This machine has no apt-get; install their equivalents by hand." >&2; exit 1; }
sudo=(); [ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
echo "Installing Debian packages: ${missing[*]}"
"${sudo[@]}" true 2>/dev/null || [ "$(id -u)" -eq 0 ] || { echo "Run as root: apt-get install ${missing[*]}" >&2; exit 1; }
install() { "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/tmp/skybutler-apt.$$ 2>&1; }
install || { "${sudo[@]}" apt-get update -q >/dev/null 2>&1 || true; install; } || { tail -5 /tmp/skybutler-apt.$$ >&2; rm -f /tmp/skybutler-apt.$$; exit 1; }
rm -f /tmp/skybutler-apt.$$
