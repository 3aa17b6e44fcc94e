"""The environment as one typed object; every name is in .env.example, and all have a default that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
PACKS = ROOT / "districts"
LOCALES = ROOT / "locales"


class Settings(BaseSettings):
    """What an operator may set, in the environment or in `.env`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Path("data")
    database_url: str = ""  # empty: SQLite in the data folder
    database_pool: int = Field(default=8, ge=1, le=64)
    master_key: SecretStr | None = None  # base64 of 32 bytes; empty: made once in the data folder
    master_key_old: SecretStr | None = None  # the one before, while keys are still wrapped in it
    district: str = "jingan"
    riders_rest: bool = True  # asked and reminded of nothing at meal peaks and at night
    channels: Annotated[tuple[str, ...], NoDecode] = ()  # empty: web, and telegram where there is a token
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""  # where people reach the web chat, for invite links
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = "https://api.telegram.org/file/bot"
    telegram_webhook_url: str = ""  # empty: long polling
    telegram_webhook_secret: SecretStr | None = None
    metrics_token: SecretStr | None = None  # who has it reads /metrics; empty: this machine, without a PUBLIC_URL
    log_level: str = "INFO"

    @field_validator("channels", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'starlight.db'}"

    @property
    def active_channels(self) -> tuple[str, ...]:
        return self.channels or (("web", "telegram") if self.telegram_token else ("web",))

    @property
    def is_postgres(self) -> bool:
        return self.database.startswith("postgres")

    @property
    def web_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        values = (
            self.telegram_token,
            self.telegram_webhook_secret,
            self.master_key,
            self.master_key_old,
            self.metrics_token,
        )
        return tuple(value.get_secret_value() for value in values if value)
