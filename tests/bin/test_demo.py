"""What bin/demo says before it starts anything."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[2] / "bin" / "demo"


def demo(home: Path, *arguments: str, port: str = "1") -> tuple[int, str]:
    """Run bin/demo with a state folder and a port; return its exit code and what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    environment = kept | {"CEMENTIRIS_HOME": str(home), "PORT": port}
    run = subprocess.run([DEMO, *arguments], env=environment, capture_output=True, text=True, timeout=20)
    return run.returncode, run.stderr


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = demo(tmp_path, port=str(port))
    assert code == 1
    assert f"Port {port} is taken already: try another with PORT=" in said


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    code, said = demo(tmp_path, port=port)
    assert (code, said.splitlines()[-1]) == (1, f'PORT must be a number from 1 to 65535, not "{port}".')


def test_a_folder_that_cannot_be_made_is_named() -> None:
    code, said = demo(Path("/proc/nobody"))
    assert code == 1
    assert "The state folder /proc/nobody cannot be written to" in said


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    code, said = demo(tmp_path, "--reset")
    assert code == 1
    assert "holds other things already" in said
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_unknown_argument_shows_the_usage(tmp_path: Path) -> None:
    code, said = demo(tmp_path, "--rest")
    assert (code, said.splitlines()[-1]) == (1, "Usage: [PORT=8000] [CEMENTIRIS_HOME=/folder] bin/demo [--reset]")


def test_each_failure_is_one_sentence_in_catalan_and_one_in_english(tmp_path: Path) -> None:
    _, said = demo(tmp_path, port="abc")
    assert len(said.splitlines()) == 2
