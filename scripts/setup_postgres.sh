#!/bin/sh
# PostgreSQL from Debian's packages, for the tests that ask both engines the same questions.
set -eu
# It refuses to run as root, so root needs the user that the package makes.
usable() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && { [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1; }
}
if usable; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "skip: PostgreSQL is not installed and cannot be from here; its tests are skipped"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1 || true
usable || echo "skip: PostgreSQL could not be installed; its tests are skipped"
