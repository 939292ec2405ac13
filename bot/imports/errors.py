"""Why an upload is not taken: each has a sentence that says what to do next."""

from bot.errors import CatalogueMissing, MemberError


class ImportNeedsOne(MemberError):
    """/import was given nothing to read, or several things at once."""

    key = "error-import-needs-one"


class ImportTooLarge(MemberError):
    """More than is read at once. Values: most (MiB)."""

    key = "error-import-too-large"


class ImportUnfetched(MemberError):
    """Discord did not hand out the attachment, or not all of it."""

    key = "error-import-unfetched"


class ImportEmpty(MemberError):
    """There is nothing in the file, or no song."""

    key = "error-import-empty"


class ImportUnknown(MemberError):
    """The file is of no format we know."""

    key = "error-import-unknown"


class ImportBroken(MemberError):
    """The file ends early or does not follow its own format."""

    key = "error-import-broken"


class ImportTooHeavy(MemberError):
    """Reading the file took more time or memory than one file gets."""

    key = "error-import-too-heavy"


class ImportEncoding(MemberError):
    """The text is neither UTF-8 nor UTF-16."""

    key = "error-import-encoding"


class ImportBomb(MemberError):
    """The archive unpacks to more than any export holds."""

    key = "error-import-bomb"


class ImportLocked(MemberError):
    """The archive asks for a password."""

    key = "error-import-locked"


class ImportRunning(MemberError):
    """An earlier import of the member is still being read."""

    key = "error-import-running"


class ImportGone(MemberError):
    """The member's data was deleted while a file was read."""

    key = "error-import-gone"


class ProfileUnknown(MemberError):
    """The service knows nobody of that name, or shows nothing of them. Values: service, name."""

    key = "error-profile-unknown"


class ProfileSilent(MemberError):
    """The service does not answer, or asks for patience beyond ours. Values: service."""

    key = "error-profile-silent"


class ProfileEmpty(MemberError):
    """The service knows the name and no song of theirs. Values: service, name."""

    key = "error-profile-empty"


class LastfmOff(MemberError):
    """The operator has entered no key for Last.fm."""

    key = "error-lastfm-off"


_REFUSALS: dict[str, type[MemberError]] = {
    error.key: error
    for error in (
        ImportTooLarge,
        ImportEmpty,
        ImportUnknown,
        ImportBroken,
        ImportEncoding,
        ImportBomb,
        ImportLocked,
        CatalogueMissing,
    )
}


def refusal(key: str, values: dict[str, str | int]) -> MemberError:
    """Return the error that the reading process named."""
    return _REFUSALS[key](**values)
