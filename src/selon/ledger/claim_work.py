"""Reading and writing the tables that claims are computed from, inside one write transaction; for `pipeline` alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

MANY = 500
"""Values of one question; SQLite bounds them."""


class ClaimWork:
    """The tables behind the claims. `{}` in a question stands for a list of values."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, query: str, *values: object) -> Sequence[Any]:
        """All rows of a question."""
        return self.connection.exec_driver_sql(query, values).all()

    def one(self, query: str, *values: object) -> Any:
        """The single value of a question, `None` when there is no row."""
        return self.connection.exec_driver_sql(query, values).scalar_one_or_none()

    def among(self, query: str, values: Iterable[object], *more: object) -> Iterator[Any]:
        """The rows of a question about each of many values, asked in parts; `more` comes behind the values."""
        listed = list(values)
        for i in range(0, len(listed), MANY):
            some = listed[i : i + MANY]
            yield from self.connection.exec_driver_sql(
                query.replace("{}", ", ".join("?" * len(some))), (*some, *more)
            ).all()

    def run(self, statement: str, *values: object) -> None:
        """Run one statement."""
        self.connection.exec_driver_sql(statement, values)

    def many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Run one statement for each row."""
        if rows:
            self.connection.exec_driver_sql(statement, list(rows))

    def next(self, table: str) -> int:
        """The number behind the greatest one of a table."""
        return int(self.one(f"SELECT coalesce(max(number), 0) + 1 FROM {table}"))
