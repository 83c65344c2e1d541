"""What a page does with the API: keep the cookie, send the CSRF value with every write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response


@dataclass
class Browser:
    """A client with a session."""

    client: TestClient
    csrf: str = ""

    @property
    def context(self) -> Any:
        """The desk's own state, to look behind the answers."""
        return self.client.app.state.context  # type: ignore[attr-defined]

    def enter(self, token: str) -> None:
        """Follow the link that `selon desk` prints."""
        assert self.client.get(f"/?token={token}").status_code == 303
        self.csrf = self.data("/me")["csrf"]

    def get(self, path: str, **options: Any) -> Response:
        """GET under the API."""
        return self.client.get("/api/v1" + path, **options)

    def data(self, path: str, **params: Any) -> Any:
        """The data of an answer that went well."""
        response = self.get(path, params=params)
        assert response.status_code == 200, response.text
        return response.json()["data"]

    def send(self, method: str, path: str, **options: Any) -> Response:
        """A write, with the CSRF value."""
        headers = {"X-Selon-CSRF": self.csrf, **options.pop("headers", {})}
        return self.client.request(method, "/api/v1" + path, headers=headers, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> Response:
        """A POST of JSON."""
        return self.send("POST", path, json=json, **options)
