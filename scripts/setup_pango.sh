#!/bin/sh
# WeasyPrint (used to lay out the test corpus) draws with Pango. Install it where that is possible.
set -eu
PYTHON=${1:-.venv/bin/python}
if "$PYTHON" -c 'import weasyprint' >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "skip: Pango is not installed and cannot be from here; tests that lay out PDFs are skipped"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core; } >/dev/null 2>&1 \
    || echo "skip: Pango could not be installed; tests that lay out PDFs are skipped"
