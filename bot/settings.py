"""Every setting, once. Values come from the environment or from `.env`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SPOTIFY_API = "https://api.spotify.com/v1/"
SPOTIFY_ACCOUNTS = "https://accounts.spotify.com"
DISCORD_API = "https://discord.com/api/v10"
LISTENBRAINZ_API = "https://api.listenbrainz.org"
RECCOBEATS_API = "https://api.reccobeats.com"
LASTFM_API = "https://ws.audioscrobbler.com/2.0/"


class Settings(BaseSettings):
    """What an operator can choose. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_prefix="CRATEMATE_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    discord_token: SecretStr = Field(
        default=SecretStr(""), description="The bot's token, from Discord's developer portal."
    )
    key: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(),
        description="Fernet keys that seal members' tokens, comma-separated: the first one seals, "
        "all of them open. `cratemate doctor` prints a fresh one.",
    )
    database: Path = Field(
        default=Path("data/cratemate.sqlite"), description="The members' store. Back this up."
    )
    catalogue: Path = Field(
        default=Path("data/catalogue"),
        description="The folder that `cratemate catalogue add` builds.",
    )
    prior: Path | None = Field(
        default=None,
        description="The folder that `cratemate prior train` builds. Empty: without a prior.",
    )
    lists: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Where `cratemate prior fetch` finds lists: NAME=ADDRESS#sha256=DIGITS, "
        "comma-separated.",
    )
    tables: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Where `cratemate catalogue fetch` finds tables, in the place of the usual "
        "addresses: NAME=ADDRESS or NAME=ADDRESS#sha256=DIGITS, comma-separated.",
    )
    spotify_client_id: str = Field(
        default="", description="The client id of your Spotify app. Empty: no /link."
    )
    spotify_redirect_uri: str = Field(
        default="http://127.0.0.1:8888/spotify/callback",
        description="Where Spotify sends members back: HTTPS, or HTTP on 127.0.0.1 (members then "
        "paste the address into Discord).",
    )
    spotify_learning: bool | None = Field(
        default=None,
        description="on or off: may the bot learn from members' Spotify libraries? Spotify's terms "
        "forbid it (Developer Policy III.14); the choice is yours. Unanswered, /link is closed.",
    )
    web_host: str = Field(
        default="127.0.0.1", description="Address of the callback page and the health check."
    )
    web_port: int = Field(default=8888, ge=0, le=65535, description="Its port.")
    metrics_host: str = Field(
        default="127.0.0.1", description="Address of the figures for Prometheus, /metrics."
    )
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="Their port, such as 9464. Empty: none are served.",
    )
    lastfm_key: SecretStr = Field(
        default=SecretStr(""),
        description="An API key of Last.fm. Empty: /import takes no Last.fm name.",
    )
    listenbrainz_api: str = Field(
        default=LISTENBRAINZ_API,
        description="Address of ListenBrainz; change it for a server of your own.",
    )
    lastfm_api: str = Field(
        default=LASTFM_API, description="Address of Last.fm's API; change it in tests only."
    )
    sounds: Literal["none", "reccobeats"] = Field(
        default="none",
        description="Who is asked how liked songs sound that no table holds: none or reccobeats, "
        "which does not say how it comes by its values.",
    )
    reccobeats_api: str = Field(
        default=RECCOBEATS_API, description="Address of ReccoBeats; change it in tests only."
    )
    commands_per_minute: int = Field(
        default=10,
        ge=0,
        description="How often a member may use the same command in a minute. 0: as they like.",
    )
    training_threads: int = Field(
        default=1, ge=1, le=16, description="How many members are trained at the same time."
    )
    backups: Path | None = Field(
        default=None,
        description="Folder for copies of the members' store. Empty: none are made.",
    )
    backup_every: Literal["daily", "weekly"] = Field(
        default="daily", description="How often a copy is made: daily or weekly."
    )
    backups_kept: int = Field(
        default=7,
        ge=1,
        le=1000,
        description="How many copies are kept; what members delete is gone from them after so "
        "many days or weeks.",
    )
    backup_days: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="Days after which a copy is deleted, even where fewer are kept; the newest "
        "one stays until the next is made.",
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="text: one line an event, with key=value; json: one object a line.",
    )
    discord_api: str = Field(
        default=DISCORD_API,
        description="Address of Discord's API where `cratemate setup` tries the token; change it "
        "in tests only.",
    )
    spotify_api: str = Field(
        default=SPOTIFY_API, description="Address of Spotify's Web API; change it in tests only."
    )
    spotify_accounts: str = Field(
        default=SPOTIFY_ACCOUNTS,
        description="Address of Spotify's accounts service; change it in tests only.",
    )

    @field_validator("key", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("lists", "tables", mode="before")
    @classmethod
    def _split_lists(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("choose DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @property
    def keys(self) -> tuple[str, ...]:
        """The Fernet keys in the clear, for the vault only."""
        return tuple(key.get_secret_value() for key in self.key)

    @property
    def spotify_configured(self) -> bool:
        """Whether members can link at all."""
        return bool(self.spotify_client_id)
