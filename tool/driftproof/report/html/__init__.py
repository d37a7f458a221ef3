"""Reports as one HTML file each that needs no network: of a comparison, of a plan, and of a proof."""

from driftproof.report.html.page import difference_html
from driftproof.report.html.plan import forecast_html
from driftproof.report.html.proof import proof_html

__all__ = ["difference_html", "forecast_html", "proof_html"]
