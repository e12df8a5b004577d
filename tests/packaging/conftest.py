"""A small project that start.py sets up as it would Payung: real pip, no network."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

BACKEND = """
import zipfile
from pathlib import Path

def build_editable(wheels, config_settings=None, metadata_directory=None):
    name = "payung-1.0-py3-none-any.whl"
    about = "payung-1.0.dist-info/"
    with zipfile.ZipFile(Path(wheels) / name, "w") as wheel:
        wheel.writestr("payung.pth", str(Path(__file__).parent / "src"))
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: payung\\nVersion: 1.0\\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(about + "entry_points.txt", "[console_scripts]\\npayung=app.__main__:main")
        wheel.writestr(about + "RECORD", "")
    return name
"""
PYPROJECT = """
[project]
name = "payung"
version = "1.0"

[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[tool.whatever]
"""
PROGRAM = """
import sys
import teduh

def main():
    print(teduh.__name__, *sys.argv[1:])
    return 4

if __name__ == "__main__":
    sys.exit(main())
"""


class Project:
    """The folder of the small project, and what a person types in it."""

    def __init__(self, root: Path, wheels: Path) -> None:
        self.root = root
        self.wheels = wheels
        self.env = {key: os.environ[key] for key in os.environ if not key.startswith("PIP_")} | {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PYTHONPATH": "",
        }

    @property
    def environment(self) -> Path:
        return self.root / ".venv"

    @property
    def stamps(self) -> list[str]:
        return sorted(path.name for path in self.environment.glob("*.stamp"))

    def start(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, self.root / "packaging" / "start.py", *words, **more)

    def run(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        """Wait for the end; `more` is set in the environment."""
        with self.begin(*command, **more) as process:
            said, warned = process.communicate(timeout=120)
        return subprocess.CompletedProcess(command, process.returncode, said, warned)

    def begin(self, *command: str | Path, **more: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=self.env | more, cwd=self.root, text=True, stdout=pipe, stderr=pipe
        )

    def publish(self, content: str) -> None:
        """Put the package `teduh` where pip finds it."""
        self.wheels.mkdir(exist_ok=True)
        with zipfile.ZipFile(self.wheels / "teduh-1.0-py3-none-any.whl", "w") as wheel:
            about = "teduh-1.0.dist-info/"
            when = (2026, 1, 1, 0, 0, 0)  # the same bytes, and so the same hash, at any time
            for name, text in {
                "teduh.py": content,
                about + "METADATA": "Metadata-Version: 2.1\nName: teduh\nVersion: 1.0\n",
                about + "WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
                about + "RECORD": "",
            }.items():
                wheel.writestr(zipfile.ZipInfo(name, when), text)

    def lock(self, name: str = "requirements") -> None:
        """Pin the package that is published now."""
        wheel = (self.wheels / "teduh-1.0-py3-none-any.whl").read_bytes()
        pin = f"teduh==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel).hexdigest()}\n"
        (self.root / "packaging" / f"{name}.lock").write_text(pin)


def made_in(folder: Path) -> Project:
    """Never set up before; its package is published and locked."""
    root = folder / "a folder with spaces"
    shutil.copytree(
        ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("*.lock", "__*")
    )
    (root / "src" / "app").mkdir(parents=True)
    (root / "src" / "app" / "__init__.py").touch()
    (root / "src" / "app" / "__main__.py").write_text(PROGRAM)
    (root / "backend.py").write_text(BACKEND)
    (root / "pyproject.toml").write_text(PYPROJECT)
    project = Project(root, folder / "wheels")
    project.publish("")
    project.lock()
    return project


@pytest.fixture
def project(tmp_path) -> Project:
    return made_in(tmp_path)


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Project:
    """One that was set up by a first start; not for tests that change it."""
    project = made_in(tmp_path_factory.mktemp("opened"))
    first = project.start("init", "desk", "--json")
    assert (first.returncode, first.stdout) == (4, "teduh init desk --json\n"), first.stderr
    assert "sekali ini saja" in first.stderr
    return project
