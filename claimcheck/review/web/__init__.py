"""The review page: server-rendered, small plain JavaScript, nothing loaded from elsewhere.

:func:`create_app` makes the application; ``claimcheck review serve`` runs it.
"""

from claimcheck.review.web.app import create_app
from claimcheck.review.web.settings import SearchesCorpus, WebSettings

__all__ = ["SearchesCorpus", "WebSettings", "create_app"]
