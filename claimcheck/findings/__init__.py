"""What only the whole article shows: findings over units, claims, promotion and verdicts."""

from claimcheck.findings.article import find

__all__ = ["find"]
