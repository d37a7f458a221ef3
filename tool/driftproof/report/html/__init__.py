"""Reports as one HTML file each that needs no network: of a comparison, and of a plan."""

from driftproof.report.html.page import difference_html
from driftproof.report.html.plan import forecast_html

__all__ = ["difference_html", "forecast_html"]
