"""What only the whole article shows: findings over units, claims, promotion and verdicts."""

from claimcheck.findings.article import find
from claimcheck.findings.omissions import subjects

__all__ = ["find", "subjects"]
