"""A real server on a real database, and a real Chromium before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from rasoat.demo.facts import PASSWORD
from tests.template import filled_folder

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """Return the browser's path; a missing browser fails in CI and is named elsewhere."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        message = "no Chromium: install Debian's package chromium to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@dataclass
class Site:
    """The address of the server, and who signs in."""

    url: str
    data: Path

    def run(self, script: str) -> str:
        """Run a script on the site's database and return what it prints."""
        return _python("-c", f"import django; django.setup()\n{script}", data=self.data)


def _environment(data: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RASOAT_")}
    return {**kept, "RASOAT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "rasoat.settings"}


def _python(*arguments: str, data: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=_environment(data),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice season in its middle, served as a user would serve it."""
    chromium()
    data = filled_folder(tmp_path_factory.mktemp("site"), "tests.browser.fill")
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "rasoat.cli", "serve", "--data", str(data), "--port", str(port)],
        cwd=ROOT,
        env=_environment(data),
        stdout=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, server)
        yield Site(url, data)
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, or say that it stopped."""
    until = time.monotonic() + 180  # it reads the rules before it listens
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            pass
    pytest.fail("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def cookies_of(site: Site, browser: Browser) -> Callable[[str], Any]:
    """Sign a person in through the sign-in page, once, and keep the cookies."""
    kept: dict[str, Any] = {}

    def cookies(username: str) -> Any:
        if username not in kept:
            context = browser.new_context(base_url=site.url)
            page = context.new_page()
            page.goto("/dang-nhap/")
            page.fill("input[name=username]", username)
            page.fill("input[name=password]", PASSWORD)
            page.click("main form button.primary")
            page.wait_for_url("**/")
            kept[username] = context.cookies()
            context.close()
        return kept[username]

    return cookies


@pytest.fixture
def visit(site: Site, browser: Browser, cookies_of: Callable[[str], Any]) -> Iterator[Visit]:
    """Open a page of the site as a person, at a width, light or dark; errors of the page fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def enter(username: str = "", path: str = "/", *, width: int = 1280, **options: Any) -> Page:
        height = 844 if width < 700 else 900
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", base_url=site.url, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        if username:
            context.add_cookies(cookies_of(username))
        page.goto(path)
        return page

    yield enter
    for context in contexts:
        context.close()
    # A refused form (422), no such page (404) and a posting that is over (410) are answers; a dead line is switched off.
    answers = ("status of 422", "status of 404", "status of 410", "ERR_INTERNET_DISCONNECTED")
    assert [trouble for trouble in troubles if not any(answer in trouble for answer in answers)] == []
