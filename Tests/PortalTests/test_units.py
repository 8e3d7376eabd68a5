"""The parts of the portal that are pure functions, bundled as the portal is and run under node."""
import os
import pathlib
import subprocess

from server import ROOT

UNIT = pathlib.Path(__file__).parent / "unit"


def test_everything_that_needs_no_page(tmp_path):
    packages = os.environ.get("STATIONMASTER_TEST_PORTAL_PACKAGES", "")
    bundle = tmp_path / "unit.cjs"
    subprocess.run(
        [f"{packages}/usr/bin/esbuild", UNIT / "all.ts", "--bundle", "--platform=node", "--format=cjs", f"--outfile={bundle}",
         "--log-level=warning"], check=True, cwd=ROOT, env=os.environ | {"NODE_PATH": f"{packages}/usr/share/nodejs"})
    done = subprocess.run(["node", bundle], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = int(done.stdout.split(" passed")[0])
    assert passed == sum(text.read_text().count('\ntest("') for text in UNIT.glob("*.test.ts")), "some tests did not run"
