"""The report of a comparison as one HTML file that needs no network."""

from driftproof.report.html.page import difference_html

__all__ = ["difference_html"]
