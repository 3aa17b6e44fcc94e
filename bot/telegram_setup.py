"""What Telegram is told about us at the start: commands by scope and language, and what the bot says of itself."""

from __future__ import annotations

from bot.channels.telegram import Telegram
from bot.settings import Settings
from bot.texts import Texts

PRIVATE = ("report", "mine", "points", "benefits", "vouchers", "help", "privacy", "language", "cancel")
GROUPS = ("desk", "duty", "bind")


def telegram_channel(settings: Settings, texts: Texts) -> Telegram:
    """The Telegram channel as the settings want it. Raises ValueError for a token or webhook that can't be."""
    assert settings.telegram_token is not None, "the settings turn the channel on by its token"
    scopes = {"all_private_chats": PRIVATE, "all_group_chats": GROUPS}
    return Telegram(
        settings.telegram_token,
        api_base=settings.telegram_api_url,
        file_base=settings.telegram_file_url,
        webhook_url=settings.telegram_webhook_url or None,
        webhook_secret=settings.telegram_webhook_secret,
        commands={
            scope: {
                language: [(name, texts.line(f"command-{name}", language)) for name in names]
                for language in texts.languages
            }
            for scope, names in scopes.items()
        },
        descriptions={
            language: (texts.line("about-bot", language), texts.line("about-bot-short", language))
            for language in texts.languages
        },
    )
