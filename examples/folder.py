"""Check every article of a folder and put the claims of all of them in one table.

Run it from anywhere:  python examples/folder.py
"""

import tempfile
from pathlib import Path

import claimcheck as cc


def main() -> None:
    checker = cc.load(profile="fast")
    reports = []
    for item in checker.check_folder(Path(__file__).parent / "articles"):
        if isinstance(item, cc.Failure):
            print(f"not read: {item.source}: {item.error}")
        else:
            reports.append(item)
    table = cc.write(reports, Path(tempfile.mkdtemp()) / "claims.csv")
    print(f"{sum(len(r.claims) for r in reports)} claims of {len(reports)} articles: {table}")


if __name__ == "__main__":
    main()
