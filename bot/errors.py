"""What can go wrong for a member, each with its own sentence in the message catalogue.

An error names a message (`key`) and the values it mentions; `bot.render.wording` turns it into a
sentence that says what happened and what to do next. Everything else that is raised is a fault of
ours and is shown as such, with an id that is in the log.
"""

from typing import ClassVar


class Foreign(str):
    """Words of other people inside an error: rendering takes their markdown and pings out."""

    __slots__ = ()


class MemberError(Exception):
    """Something a member can mend, or should at least understand."""

    key: ClassVar[str]

    def __init__(self, **values: str | int) -> None:
        super().__init__(self.key)
        self.values = values


class NotLinked(MemberError):
    """The member asked for something that needs a Spotify link."""

    key = "error-not-linked"


class NothingLiked(MemberError):
    """There is nothing to learn from yet."""

    key = "error-nothing-liked"


class NothingKept(MemberError):
    """The member wants to see, take along or delete what is kept of them, and nothing is."""

    key = "error-nothing-kept"


class NothingRated(MemberError):
    """The member is linked, learning from Spotify is off, and they have liked no song here."""

    key = "error-nothing-rated"


class TooFewLikes(MemberError):
    """Likes exist, but none of them is in the catalogue. Values: likes."""

    key = "error-too-few-likes"


class TooFewToJudge(MemberError):
    """Too few likes of the catalogue to hide some and look for them. Values: fewest."""

    key = "error-too-few-to-judge"


class NotAllowListed(MemberError):
    """Spotify answers 403: the operator has not entered this member in the app's allow-list."""

    key = "error-not-allow-listed"


class EmailUnreadable(MemberError):
    """What a member gave is no e-mail."""

    key = "error-email-unreadable"


class LinkExpired(MemberError):
    """Spotify no longer accepts the stored tokens; likes and models are kept."""

    key = "error-link-expired"


class SpotifyDown(MemberError):
    """Spotify answered 5xx, cut the connection, or took too long."""

    key = "error-spotify-down"


class SpotifyLimited(MemberError):
    """Spotify asks to wait. Values: seconds, minutes (rounded up)."""

    key = "error-spotify-limited"

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds, minutes=-(-seconds // 60))


class SpotifyQuotaExceeded(MemberError):
    """Spotify's quota of this app is used up: retrying does not help."""

    key = "error-spotify-quota"


class SpotifyRefused(MemberError):
    """Spotify refused a request in a way the bot does not know. Values: status."""

    key = "error-spotify-refused"


class SpotifyNotConfigured(MemberError):
    """The operator has not set up Spotify."""

    key = "error-spotify-not-configured"


class LearningUndecided(MemberError):
    """The operator has not answered whether the bot may learn from Spotify libraries."""

    key = "error-learning-undecided"


class LoginRefused(MemberError):
    """The member said no on Spotify's consent page."""

    key = "error-login-refused"


class LoginStale(MemberError):
    """The state of a login is unknown, used, expired or another member's."""

    key = "error-login-stale"


class LoginUnreadable(MemberError):
    """The pasted text is no address of the callback page."""

    key = "error-login-unreadable"


class LoginInterrupted(MemberError):
    """Spotify failed while a login was being completed, which used it up. Values: minutes."""

    key = "error-login-interrupted"


class AccountTaken(MemberError):
    """Another member has linked that Spotify account."""

    key = "error-account-taken"


class LinkRemoved(MemberError):
    """The member unlinked, or linked anew, while the library was being read."""

    key = "error-link-removed"


class TrainingRunning(MemberError):
    """The member's model is being trained; there is nothing to show yet. Values: place."""

    key = "error-training-running"


class QueueFull(MemberError):
    """Too many members wait for their training. Values: waiting."""

    key = "error-queue-full"


class CatalogueMissing(MemberError):
    """The operator has not built a catalogue."""

    key = "error-catalogue-missing"


class ListGone(MemberError):
    """A button of a list that is no longer kept."""

    key = "error-list-gone"


class NotYours(MemberError):
    """A button that answers only the owner of a list."""

    key = "error-not-yours"


class SongGone(MemberError):
    """A button of a song that the catalogue no longer holds."""

    key = "error-song-gone"


class NothingLeft(MemberError):
    """Every song of the shortlist has been heard or shown lately."""

    key = "error-nothing-left"


class SongUnknown(MemberError):
    """No song is called what the member typed. Values: text."""

    key = "error-song-unknown"


class TrackUnknown(MemberError):
    """A link to a track that the catalogue does not hold."""

    key = "error-track-unknown"


class NoTrackLink(MemberError):
    """A link to something else than a track, or a message without one."""

    key = "error-no-track-link"


class NothingSimilar(MemberError):
    """Too little is known of a song, or of all others, to tell what is like it. Values: title."""

    key = "error-nothing-similar"


class PlaylistNeedsLink(MemberError):
    """A playlist is made in a Spotify account, and the member has linked none."""

    key = "error-playlist-needs-link"


class PlaylistGone(MemberError):
    """The playlist that is being filled is no longer there. Values: name."""

    key = "error-playlist-gone"


class PlaylistUnknown(MemberError):
    """The bot made no such playlist for the member, or keeps none such. Values: text."""

    key = "error-playlist-unknown"


class PlaylistLost(MemberError):
    """The playlist is not in the member's Spotify account any more. Values: name."""

    key = "error-playlist-lost"


class WhichPlaylist(MemberError):
    """It has to be said which playlist, or none is kept. Values: count."""

    key = "error-which-playlist"


class TooManyKept(MemberError):
    """The member keeps as many playlists as they may. Values: most."""

    key = "error-too-many-kept"


class NothingToSave(MemberError):
    """None of a list's songs is one of Spotify's."""

    key = "error-nothing-to-save"


class ZoneUnknown(MemberError):
    """There is no such time zone, or several cities are called so. Values: text."""

    key = "error-zone-unknown"


class TimeUnreadable(MemberError):
    """The text is no time of the day. Values: text."""

    key = "error-time-unreadable"


class ChannelUnwritable(MemberError):
    """The bot may not write in a channel, or it is gone. Values: channel."""

    key = "error-channel-unwritable"


class NoSchedule(MemberError):
    """The server has no such schedule, or several and none was named. Values: count."""

    key = "error-no-schedule"


class TooManySchedules(MemberError):
    """The server has as many schedules as it may. Values: most."""

    key = "error-too-many-schedules"


class NobodyTakesPart(MemberError):
    """Nobody in the server takes part in its weekly post."""

    key = "error-nobody-takes-part"


class NothingNew(MemberError):
    """A weekly post would have nothing new to say."""

    key = "error-nothing-new"


class DiscordSilent(MemberError):
    """Discord does not answer what has to be known first."""

    key = "error-discord-silent"


class PostGone(MemberError):
    """A button of a weekly post that is no longer kept."""

    key = "error-post-gone"


class NobodyElse(MemberError):
    """A comparison or a common list was asked for with nobody but the member."""

    key = "error-nobody-else"


class NotTakingPart(MemberError):
    """Somebody has not agreed that others of this server see their taste. Values: who (you,
    other or gone), name.
    """

    key = "error-not-taking-part"


class TasteUnknown(MemberError):
    """Nothing was learned yet of somebody who takes part. Values: who (you or other), name."""

    key = "error-taste-unknown"


class LearningOff(MemberError):
    """The operator has switched learning from Spotify off: there is nothing to read."""

    key = "error-learning-off"


class SyncedLately(MemberError):
    """The library was read a moment ago. Values: minutes."""

    key = "error-synced-lately"


class MoodUnknown(MemberError):
    """The words mean no mood, genre, decade or artist we know. Values: text."""

    key = "error-mood-unknown"


class GenreUnknown(MemberError):
    """The catalogue has no such genre. Values: text."""

    key = "error-genre-unknown"


class NothingRecent(MemberError):
    """None of the member's likes has a date."""

    key = "error-nothing-recent"


class NothingFits(MemberError):
    """No song that is left fits all that was asked for."""

    key = "error-nothing-fits"


class NoPlaylists(MemberError):
    """The member has no playlist of their own at Spotify."""

    key = "error-no-playlists"


class StoreOutOfReach(MemberError):
    """The disk that holds the store is full, read-only or failing, or the store is held."""

    key = "error-store-unusable"


class TooFast(MemberError):
    """A member uses one command too often. Values: when (Discord's way to write an instant)."""

    key = "error-too-fast"


class ChannelClosed(MemberError):
    """The server takes commands in other channels only. Values: channels."""

    key = "error-channel-closed"
