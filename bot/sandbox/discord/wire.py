"""Discord's JSON shapes of what `state` holds, with every field its description requires."""

from urllib.parse import quote

from bot.sandbox.discord.payloads import Json, moment
from bot.sandbox.discord.state import (
    EVERYONE,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    MessageFlag,
    Permission,
    User,
    World,
)

ALL_PERMISSIONS = (1 << 50) - 1


class Wire:
    """Writes users, channels, guilds and messages as Discord answers them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.base_url = ""
        """Where attachments are served; known once the port is."""

    def user(self, user: User) -> Json:
        """Shape: UserResponse."""
        shape: Json = {
            "id": str(user.id),
            "username": user.username,
            "avatar": None,
            "discriminator": "0",
            "public_flags": 0,
            "flags": 0,
            "global_name": user.display_name,
            "primary_guild": None,
        }
        if user.bot:
            shape["bot"] = True
        return shape

    def me(self) -> Json:
        """Shape: UserPIIResponse of the bot."""
        me = self.user(self._world.bot)
        return {**me, "mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}

    def application(self) -> Json:
        """Shape: PrivateApplicationResponse."""
        return {
            "id": str(self._world.application_id),
            "name": self._world.bot.display_name,
            "icon": None,
            "description": "Learns what you like and finds what you have not heard.",
            "type": None,
            "bot": self.user(self._world.bot),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "flags_new": "0",
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": self.user(self._world.owner),
            "approximate_guild_count": len(self._world.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": None,
            "eligible_oauth2_scopes": [],
        }

    def member(self, member: Member) -> Json:
        """Shape: GuildMemberResponse."""
        return {"user": self.user(member.user), **self.bare_member(member)}

    def bare_member(self, member: Member) -> Json:
        """Shape of a member without the user, as in resolved options."""
        return {
            "avatar": None,
            "banner": None,
            "communication_disabled_until": None,
            "flags": 0,
            "joined_at": moment(member.joined_at),
            "nick": None,
            "pending": False,
            "premium_since": None,
            "roles": [],
            "mute": False,
            "deaf": False,
        }

    def channel(self, channel: Channel) -> Json:
        """Shape: GuildChannelResponse or PrivateChannelResponse."""
        if channel.recipient is not None:
            return {
                "id": str(channel.id),
                "type": int(channel.kind),
                "last_message_id": None,
                "flags": 0,
                "recipients": [self.user(channel.recipient)],
            }
        return {
            "id": str(channel.id),
            "type": int(channel.kind),
            "last_message_id": None,
            "flags": 0,
            "guild_id": str(channel.guild_id),
            "name": channel.name,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "topic": None,
            "position": 0,
            "permission_overwrites": self._overwrites(channel),
            "nsfw": False,
        }

    def _overwrites(self, channel: Channel) -> list[Json]:
        denied = int(EVERYONE) & ~channel.bot_permissions
        if not denied:
            return []
        return [{"id": str(self._world.bot.id), "type": 1, "allow": "0", "deny": str(denied)}]

    def guild(self, guild: Guild) -> Json:
        """Shape of GUILD_CREATE; without the members' intent only the bot is listed."""
        everyone: Json = {
            "id": str(guild.id),
            "name": "@everyone",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": str(int(EVERYONE)),
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }
        return {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "owner_id": str(guild.owner_id),
            "joined_at": moment(guild.joined_at),
            "large": False,
            "unavailable": False,
            "member_count": len(guild.members),
            "members": [self.member(guild.members[self._world.bot.id])],
            "channels": [self.channel(channel) for channel in guild.channels.values()],
            "roles": [everyone],
            "threads": [],
            "emojis": [],
            "stickers": [],
            "features": [],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "preferred_locale": guild.locale,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "afk_timeout": 300,
            "system_channel_flags": 0,
        }

    def attachment(self, attachment: Attachment) -> Json:
        """Shape: MessageAttachmentResponse."""
        shape: Json = {
            "id": str(attachment.id),
            "filename": attachment.filename,
            "size": len(attachment.content),
            "url": self.url(attachment),
            "proxy_url": self.url(attachment),
            "content_type": attachment.content_type,
        }
        if attachment.description is not None:
            shape["description"] = attachment.description
        if attachment.ephemeral:
            shape["ephemeral"] = True
        return shape

    def url(self, attachment: Attachment) -> str:
        """Return where an attachment can be fetched."""
        name = quote(attachment.filename)
        return f"{self.base_url}/attachments/{attachment.channel_id}/{attachment.id}/{name}"

    def message(self, message: Message) -> Json:
        """Shape: MessageResponse."""
        shape: Json = {
            "id": str(message.id),
            "channel_id": str(message.channel.id),
            "type": message.kind,
            "author": self.user(message.author),
            "content": message.content,
            "embeds": message.embeds,
            "components": message.components,
            "attachments": [self.attachment(attachment) for attachment in message.attachments],
            "mentions": [self.user(self._world.users[user]) for user in message.mentioned],
            "mention_roles": [],
            "mention_everyone": message.mentions_everyone,
            "timestamp": moment(message.created_at),
            "edited_timestamp": None if message.edited_at is None else moment(message.edited_at),
            "flags": message.flags,
            "pinned": False,
            "tts": False,
        }
        if message.nonce is not None:
            shape["nonce"] = message.nonce
        if message.from_interaction is not None:
            shape["interaction_metadata"] = message.from_interaction
            shape["webhook_id"] = str(self._world.application_id)
        if message.author.bot:
            shape["application_id"] = str(self._world.application_id)
        if message.reference is not None:
            shape["message_reference"] = message.reference
        return shape

    def permissions(self, member: Member, guild: Guild) -> int:
        """Return what a member may do; owners and administrators may do everything."""
        if member.id == guild.owner_id or member.permissions & Permission.ADMINISTRATOR:
            return ALL_PERMISSIONS
        return member.permissions


def is_ephemeral(message: Message) -> bool:
    """Tell whether only one member sees a message."""
    return message.has(MessageFlag.EPHEMERAL)
