"""Checking over HTTP: a text or a file in, a report out, with limits on all of it.

:func:`create_app` makes the application; ``claimcheck serve`` runs it.
"""

from claimcheck.service.app import create_app
from claimcheck.service.settings import ServiceChecker, ServiceSettings

__all__ = ["ServiceChecker", "ServiceSettings", "create_app"]
