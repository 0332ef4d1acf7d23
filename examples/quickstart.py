"""Check a text and one claim from Python, and write a page to read.

Run it from anywhere:  python examples/quickstart.py
"""

import tempfile
from pathlib import Path

import claimcheck as cc


def main() -> None:
    checker = cc.load()  # bundled models and corpus; uses no network
    report = checker.check_text(
        "Kratom cures opioid addiction. Kratom acts on opioid receptors. Doctors are amazed!"
    )
    for claim in report.claims:
        verdict = claim.verdict
        print(f"{verdict.label} ({verdict.confidence:.2f})  {claim.text}")
        print(f"    {verdict.citation or 'no passage settles it'}")
    for span in report.promo:
        print(f"{span.category}: “{span.text}” – {span.message}")

    one = checker.check_claim("Taking vitamin C every day prevents colds.")
    print(one.verdict.label, one.verdict.reason)

    page = cc.write(report, Path(tempfile.mkdtemp()) / "report.html")
    print(f"A page to read: {page}")


if __name__ == "__main__":
    main()
