#!/bin/sh
# What the tests of the desk need in a browser: Chromium, and axe-core (MPL-2.0, used here only, not shipped).
set -eu
HERE=$(dirname "$0")/..
if ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "skip: Chromium is not installed and cannot be from here; tests in the browser are skipped"
    else
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true
        command -v chromium >/dev/null 2>&1 \
            || echo "skip: Chromium could not be installed; tests in the browser are skipped"
    fi
fi
AXE="$HERE/.venv/axe"
there() { [ -f "$AXE/node_modules/axe-core/axe.min.js" ]; }
if ! there && ! command -v npm >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm >/dev/null 2>&1 || true
fi
if ! there; then
    if command -v npm >/dev/null 2>&1; then
        npm install --silent --no-fund --no-audit --prefix "$AXE" axe-core@4.14.1 >/dev/null 2>&1 || true
        there || echo "skip: axe-core could not be fetched; the accessibility test is skipped"
    else
        echo "skip: npm is not installed; the accessibility test is skipped"
    fi
fi
