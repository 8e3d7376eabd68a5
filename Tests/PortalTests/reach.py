"""The accessibility rules that we did not write."""
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def complaints(page):
    # A page whose code is still on its way has nothing to complain about, and no heading.
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    response = Axe().run(page, options=RULES).response
    return [f"{found['id']}: {found['help']}: {node['target']} {node['failureSummary']}"
            for found in response["violations"] for node in found["nodes"]]


def fits(page):
    """Nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")
