"""How many planted faults the audit finds, and how often it cries over clean minutes.

python -m faults --styles development --count 40 [--kind yes_count] [-o FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from faults.kinds import KINDS
from faults.measure import Result, clean_documents, measure
from generate.style import chosen


def _line(result: Result) -> str:
    missed = f"  missed in {', '.join(result.missed[:4])}" if result.missed else ""
    return f"{result.kind:34} {result.found:3} of {result.planted:3}{missed}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--styles", default="development")
    parser.add_argument("--count", type=int, default=40, help="documents for each kind of fault")
    parser.add_argument("--clean", type=int, default=200, help="clean documents")
    parser.add_argument("--kind", action="append", help="only these kinds")
    parser.add_argument("-o", "--output", type=Path, help="the figures as JSON")
    given = parser.parse_args()
    styles = chosen(given.styles)
    results = [measure(name, styles, given.count) for name in KINDS if not given.kind or name in given.kind]
    for result in results:
        print(_line(result))
    alarms = clean_documents(styles, given.clean) if not given.kind else []
    planted, found = sum(r.planted for r in results), sum(r.found for r in results)
    full = [r for r in results if r.planted >= given.count]
    print(f"{len(results)} kinds, {len(full)} of them in {given.count} documents: {found} of {planted} found")
    print(f"clean documents with a finding: {len(alarms)} of {given.clean}")
    for name, codes in alarms:
        print(f"  {name}: {', '.join(codes)}")
    if given.output:
        figures = {
            "styles": given.styles,
            "kinds": {r.kind: [r.found, r.planted] for r in results},
            "clean": [len(alarms), given.clean],
            "codes": Counter(code for _, codes in alarms for code in codes),
        }
        given.output.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
