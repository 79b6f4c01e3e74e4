"""Guidance texts as the unit maintains them. They start as the municipality's own and are no
secret."""

from sqlalchemy import Connection, delete, select

from portal.domain.municipality import Guidance, LocalText
from portal.storage.tables import guidance_texts
from portal.storage.upsert import upsert


class GuidanceStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, text: Guidance) -> None:
        """Keep a text, replacing the one with the same code."""
        upsert(
            self._connection,
            guidance_texts,
            {"code": text.code},
            {
                "grounds": " ".join(text.grounds),
                "title_da": text.title.da,
                "body_da": text.body.da,
                "title_en": text.title.en,
                "body_en": text.body.en,
            },
        )

    def remove(self, code: str) -> None:
        self._connection.execute(delete(guidance_texts).where(guidance_texts.c.code == code))

    def every(self) -> list[Guidance]:
        """All texts by their Danish title; empty until the first was kept."""
        rows = self._connection.execute(select(guidance_texts).order_by(guidance_texts.c.title_da))
        return [
            Guidance(
                code=row.code,
                grounds=tuple(row.grounds.split()),
                title=LocalText(row.title_da, row.title_en),
                body=LocalText(row.body_da, row.body_en),
            )
            for row in rows
        ]
