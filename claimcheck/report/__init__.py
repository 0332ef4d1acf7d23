"""Reports to read: HTML, text, Markdown and CSV, and JSON through the codec.

>>> from claimcheck.report import render
>>> page = render(report, "html")                          # doctest: +SKIP
"""

from claimcheck.report.docx import render_docx
from claimcheck.report.formats import FORMAT_OF_SUFFIX, FORMATS, Format, render, render_many

__all__ = ["FORMATS", "FORMAT_OF_SUFFIX", "Format", "render", "render_docx", "render_many"]
