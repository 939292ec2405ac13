"""All services of one running bot, opened and closed in order."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any, Final
from urllib.parse import urlsplit

from bot.errors import NotAllowListed
from bot.imports.listens import Places, Profiles
from bot.metrics import Metrics
from bot.providers import SoundProvider
from bot.providers.reccobeats import ReccoBeats
from bot.results.linking import Unlinked
from bot.results.privacy import Copies
from bot.services.allow_list import AllowListing
from bot.services.backups import Backups
from bot.services.catalogue import CatalogueService
from bot.services.choosing import Choosing
from bot.services.clock import Clock, utc_now
from bot.services.covers import Covers
from bot.services.housekeeping import EVERY, Housekeeping
from bot.services.importing import Importing
from bot.services.intake import Intake
from bot.services.keeping import Keeping
from bot.services.library import Library
from bot.services.linking import Linking
from bot.services.membership import Membership
from bot.services.memory import give_memory_back
from bot.services.playlist_writing import Tools
from bot.services.playlists import Playlists
from bot.services.posting import Posting
from bot.services.precedence import let_thread_wait, processors
from bot.services.privacy import Privacy, Work
from bot.services.recommending import Recommending
from bot.services.refreshing import Refreshing
from bot.services.renewal import Renewal
from bot.services.scheduling import Scheduling
from bot.services.similar import Similar
from bot.services.sounds import Sounds
from bot.services.starting import Starting
from bot.services.syncing import Syncing
from bot.services.tasting import Tasting
from bot.services.together import Together
from bot.services.training import Training
from bot.services.upkeep import Upkeep
from bot.services.weekly import Weekly
from bot.settings import Settings
from bot.spotify.client import SpotifyClient
from bot.spotify.login import SpotifyLogin
from bot.spotify.patience import Manners, Patience
from bot.spotify.tokens import TokenKeeper
from storage.copying import in_use
from storage.links import Link
from storage.store import Store

log = logging.getLogger(__name__)

_GARBAGE: Final = (2_000, 5, 80)
"""When garbage is looked for. By Python's own thresholds all that had stayed was looked through
every two seconds under load, which held the loop for 40 to 400 ms; twelve times as seldom does."""
_TURN_S: Final = 0.0005
"""How long a busy thread keeps the interpreter while the loop waits for it, in seconds. By Python's
own 5 ms the loop came 50 ms late under load, and half as many commands were answered a second."""


@dataclass(frozen=True)
class Services:
    """What commands, buttons and pages call."""

    store: Store
    catalogue: CatalogueService
    linking: Linking
    intake: Intake
    training: Training
    recommending: Recommending
    similar: Similar
    starting: Starting
    importing: Importing
    syncing: Syncing
    choosing: Choosing
    tasting: Tasting
    together: Together
    playlists: Playlists
    keeping: Keeping
    refreshing: Refreshing
    posting: Posting
    scheduling: Scheduling
    housekeeping: Housekeeping
    allow_listing: AllowListing
    renewal: Renewal
    privacy: Privacy
    metrics: Metrics

    async def warm_up(self) -> None:
        """Load what is needed later and would then hold the loop."""
        await self.training.warm_up()
        # What is loaded by now stays, and need not be looked through for garbage.
        gc.freeze()

    async def finish_login(self, state: str, code: str, by: int | None = None) -> Link:
        """Complete a login and start reading what the member likes."""
        member_id = by or (await self.linking.peek(state)).member_id
        try:
            link = await self.linking.complete(state, code, by)
        except NotAllowListed as error:
            # The page in the browser has no button; the message of /link gets one.
            self.intake.refuse(member_id, error)
            raise
        await self.store.allow_list.remove(link.member_id)
        self.intake.start(link)
        return link

    async def unlink(self, member_id: int) -> Unlinked:
        """Stop all work for a member, remove what came from Spotify, learn from the rest."""
        await self.linking.require(member_id)
        self.intake.cancel(member_id)
        self.training.cancel(member_id)
        done = await self.linking.unlink(member_id)
        if done.kept:
            self.training.refresh(member_id)
        return done


@asynccontextmanager
async def open_services(
    settings: Settings,
    now: Clock = utc_now,
    manners: Manners | None = None,
    *,
    every: timedelta = EVERY,
) -> AsyncGenerator[Services]:
    """Open the store and start the workers; on leaving, stop them before the store closes.

    `manners` say how long Spotify is waited for, `every` how often to look for what is due by the
    clock; the usual ones unless given.
    """
    manners = manners or Manners()
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        gc.set_threshold(*_GARBAGE)
        sys.setswitchinterval(_TURN_S)
        stack.enter_context(in_use(settings.database))
        # Threads of BLAS spin while they wait: under load they took as much as all else together.
        limits: Any = import_module("threadpoolctl").threadpool_limits
        stack.enter_context(limits(1))
        store = await Store.open(settings.database, settings.keys)
        stack.push_async_callback(store.close)
        # Learning has threads of its own: a queue of trainings must never delay a look-up.
        learning = ThreadPoolExecutor(
            settings.training_threads, "learning", initializer=let_thread_wait
        )
        stack.push_async_callback(asyncio.to_thread, learning.shutdown)
        # On two processors a second thread would only keep the loop from the interpreter.
        lookers = 1 if processors() <= 2 else 2
        looking_up = ThreadPoolExecutor(lookers, "look-up")
        stack.push_async_callback(asyncio.to_thread, looking_up.shutdown)
        # Whoever types has three seconds, and must not wait behind lists.
        choosing = ThreadPoolExecutor(1, "choices")
        stack.push_async_callback(asyncio.to_thread, choosing.shutdown)
        spotify = SpotifyClient(
            settings.spotify_api,
            timeout=manners.timeout,
            patience=Patience(sleep=manners.sleep, count=metrics.count_spotify),
        )
        stack.push_async_callback(spotify.close)
        login = _login(settings, now, manners, metrics)
        stack.push_async_callback(login.close)
        keeper = TokenKeeper(login, store.links, now)
        stack.push_async_callback(keeper.close)
        catalogue = CatalogueService(settings.catalogue, settings.prior)
        training = Training(
            store,
            catalogue,
            learning,
            now,
            workers=settings.training_threads,
            count=metrics.count_training,
            sounds=Sounds(store, _provider(settings, manners), looking_up, now),
        )
        metrics.watch_queue(training.waiting)
        stack.push_async_callback(training.close)
        library = Library(store, spotify, keeper, now)
        intake = Intake(library, training, learning=settings.spotify_learning)
        stack.push_async_callback(intake.close)
        linking = Linking(
            store,
            login if settings.spotify_configured else None,
            spotify,
            now,
            learning=settings.spotify_learning,
            redirect_uri=settings.spotify_redirect_uri,
        )
        posting = Posting(store, Weekly(store, catalogue, training, looking_up), now)
        stack.push_async_callback(posting.close)
        membership = Membership(store, lambda: posting.board, now)
        covers = Covers(store, spotify, keeper)
        recommending = Recommending(
            store, catalogue, training, intake, covers, membership, looking_up, now
        )
        tools = Tools(store, spotify, keeper, catalogue, looking_up, now)
        playlists = Playlists(tools, recommending)
        stack.push_async_callback(playlists.close)
        refreshing = Refreshing(tools, playlists, recommending)
        stack.push_async_callback(refreshing.close)
        scheduling = Scheduling(store, posting, now)
        backups = Backups(
            store,
            settings.backups,
            timedelta(weeks=1) if settings.backup_every == "weekly" else timedelta(days=1),
            settings.backups_kept,
            timedelta(days=settings.backup_days),
        )
        renewal = Renewal(store)
        upkeep = Upkeep(store, catalogue, intake, training)
        housekeeping = Housekeeping(
            store,
            playlists,
            refreshing,
            posting,
            backups,
            now,
            every=every,
            more={
                "links that end": renewal.tick,
                "libraries": upkeep.read_libraries,
                "stale models": upkeep.learn_stale,
                "memory": lambda _: asyncio.to_thread(give_memory_back),
            },
        )
        stack.push_async_callback(housekeeping.close)
        similar = Similar(store, catalogue, recommending, looking_up, now, choosing)
        yield Services(
            store=store,
            catalogue=catalogue,
            linking=linking,
            intake=intake,
            training=training,
            recommending=recommending,
            similar=similar,
            starting=Starting(store, similar, training, now),
            importing=Importing(store, training, settings.catalogue, _profiles(settings, manners)),
            syncing=Syncing(store, intake, now),
            choosing=Choosing(store, library, intake),
            tasting=Tasting(store, catalogue, training, looking_up, learning),
            together=Together(store, catalogue, training, membership, looking_up, now),
            playlists=playlists,
            keeping=Keeping(tools, playlists),
            refreshing=refreshing,
            posting=posting,
            scheduling=scheduling,
            housekeeping=housekeeping,
            allow_listing=AllowListing(store, now),
            renewal=renewal,
            privacy=Privacy(
                store,
                Work(intake, training, playlists, refreshing),
                _copies(settings),
                policy_page(settings.spotify_redirect_uri),
            ),
            metrics=metrics,
        )


def _copies(settings: Settings) -> Copies | None:
    if settings.backups is None:
        return None
    return Copies(settings.backups_kept, settings.backup_every, settings.backup_days)


def policy_page(redirect_uri: str) -> str | None:
    """Return where members can open the policy: beside a callback page that they can open."""
    where = urlsplit(redirect_uri)
    return f"https://{where.netloc}/privacy" if where.scheme == "https" else None


def _provider(settings: Settings, manners: Manners) -> SoundProvider | None:
    if settings.sounds != "reccobeats":
        return None
    return ReccoBeats(settings.reccobeats_api, manners.sleep)


def _profiles(settings: Settings, manners: Manners) -> Profiles:
    key = settings.lastfm_key.get_secret_value()
    places = Places(settings.listenbrainz_api, settings.lastfm_api, key)
    return Profiles(places, manners.sleep)


def _login(settings: Settings, now: Clock, manners: Manners, metrics: Metrics) -> SpotifyLogin:
    return SpotifyLogin(
        client_id=settings.spotify_client_id,
        redirect_uri=settings.spotify_redirect_uri,
        accounts_url=settings.spotify_accounts,
        timeout=manners.timeout,
        patience=Patience(sleep=manners.sleep, count=metrics.count_spotify),
        now=now,
    )
