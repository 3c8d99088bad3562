#!/usr/bin/env bash
# Installs what some tests need from the system: Chromium, LibreOffice, PostgreSQL, Chinese fonts. Where it may not (no root, no apt)
# it says so and those tests skip; on CI a skip is a failure.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
{ command -v soffice && [ -e /usr/lib/libreoffice/program/libsclo.so ]; } >/dev/null || missing+=(libreoffice-calc-nogui)
{ command -v soffice && [ -e /usr/lib/libreoffice/program/libswlo.so ]; } >/dev/null || missing+=(libreoffice-writer-nogui)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "Not installed, the tests that need them are skipped: ${missing[*]}"
  exit 0
fi
echo "Installing for the tests: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# The tests start a PostgreSQL of their own; Debian's package is not to start another.
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
fi
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends fontconfig "${missing[@]}" >/dev/null; } ||
  echo "Could not be installed, the tests that need them are skipped: ${missing[*]}"
