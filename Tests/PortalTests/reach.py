"""The accessibility rules that we did not write."""
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def complaints(page):
    response = Axe().run(page, options=RULES).response
    return [f"{found['id']}: {found['help']}: {node['target']} {node['failureSummary']}"
            for found in response["violations"] for node in found["nodes"]]


def fits(page):
    """Nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")
