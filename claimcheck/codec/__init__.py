"""Reading and writing of every stored form: JSON, JSONL, Parquet, W3C Web Annotation.

No other module turns a core type into a stored form or back. ``schema_version``
is 1; the schema only grows. What is read is validated at the door.
"""

from claimcheck.codec.annotations import report_to_annotations
from claimcheck.codec.files import atomic_file, dumps, open_lines, read_jsonl, write_atomic
from claimcheck.codec.reports import (
    SCHEMA_VERSION,
    claim_from_json,
    claim_to_json,
    evidence_from_json,
    evidence_to_json,
    failure_to_json,
    promo_from_json,
    promo_to_json,
    read_reports,
    report_from_json,
    report_schema,
    report_to_json,
)
from claimcheck.codec.tables import (
    CLAIM_COLUMNS,
    PROMO_COLUMNS,
    claim_rows,
    promo_rows,
    write_parquet,
)

__all__ = [
    "CLAIM_COLUMNS",
    "PROMO_COLUMNS",
    "SCHEMA_VERSION",
    "atomic_file",
    "claim_from_json",
    "claim_rows",
    "claim_to_json",
    "dumps",
    "evidence_from_json",
    "evidence_to_json",
    "failure_to_json",
    "open_lines",
    "promo_from_json",
    "promo_rows",
    "promo_to_json",
    "read_jsonl",
    "read_reports",
    "report_from_json",
    "report_schema",
    "report_to_annotations",
    "report_to_json",
    "write_atomic",
    "write_parquet",
]
