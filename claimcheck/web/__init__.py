"""What every page and service of ours has in common: the door."""

from claimcheck.web.guard import Guard

__all__ = ["Guard"]
