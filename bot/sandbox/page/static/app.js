// The page: who acts, which channel is open, and what is seen in it.

import { Room, attempt, listen, person, speak, stage, world } from "./api.js";
import { MESSAGE_MENU, USER_MENU, flatten, menus } from "./commands.js";
import { modal } from "./components.js";
import { Composer } from "./composer.js";
import { byId, h, toast } from "./dom.js";
import { message } from "./message.js";
import { Panel } from "./panel.js";

const SPOTIFY = "https://open.spotify.com/";
const state = {
  everything: null, // all people, the bot, the languages
  me: null,
  channels: [],
  room: null,
  commands: [],
  people: [],
  unread: new Set(),
  spotify: "",
  stop: () => {},
};

const names = () => ({
  users: new Map(state.people.map((user) => [user.id, user.name])),
  channels: new Map(state.channels.filter((channel) => !channel.dm).map((channel) => [channel.id, channel.name])),
  // The songs and playlists here are known to the made-up Spotify only.
  address: (url) => (url.startsWith(SPOTIFY) && state.spotify ? `${state.spotify}/open/${url.slice(SPOTIFY.length)}` : url),
});

function context() {
  const room = state.room;
  return {
    user: state.me.id,
    names: names(),
    messageMenus: menus(state.commands, MESSAGE_MENU, state.me.locale),
    memberMenus: menus(state.commands, USER_MENU, state.me.locale),
    useOnMessage: (name, id) => act(() => room.useOnMessage(name, id)),
    useOnMember: (name, id) => act(() => room.useOnMember(name, id)),
    of: (shape) => ({
      names: names(),
      press: (customId) => act(() => room.press(shape.id, customId)),
      choose: (customId, values) => act(() => room.choose(shape.id, customId, values)),
    }),
  };
}

async function act(work) {
  const room = state.room;
  const answer = await attempt(work);
  if (answer) answered(answer, room);
}

function answered(answer, room) {
  if (!answer.answered) return toast("The application did not respond. It may be restarting: try again.");
  if (!answer.modal) return;
  modal(answer.modal, { names: names() }, async (fields, files) => {
    const next = await room.submit(answer.interaction, fields, files);
    answered(next, room);
  });
}

const composer = new Composer({ room: () => state.room, names, onAnswer: answered });
const panel = new Panel({ user: () => state.me.id, onChange: () => reload() });

function show(shape) {
  const list = byId("messages");
  const log = byId("log");
  const near = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
  const before = list.querySelector(`[data-id="${shape.id}"]`);
  const element = message(shape, context());
  if (before) replace(before, element);
  else list.append(element);
  byId("hint").replaceChildren();
  if (near) element.scrollIntoView({ block: "end" });
  for (const image of near ? element.querySelectorAll("img") : [])
    image.addEventListener("load", () => (log.scrollTop = log.scrollHeight), { once: true });
}

function replace(before, after) {
  // Keeps the focus on the same button when its message is edited.
  const focused = before.contains(document.activeElement) ? document.activeElement.dataset.customId : null;
  before.replaceWith(after);
  if (focused) after.querySelector(`[data-custom-id="${CSS.escape(focused)}"]`)?.focus();
}

function onEvent({ kind, message: shape }) {
  if (shape.channel_id !== state.room?.channel) {
    if (kind === "created") {
      state.unread.add(shape.channel_id);
      drawChannels();
    }
    return;
  }
  if (kind === "deleted") byId("messages").querySelector(`[data-id="${shape.id}"]`)?.remove();
  else show(shape);
}

function drawChannels() {
  const entry = (channel) => {
    const open = channel.id === state.room?.channel;
    const mark = channel.dm ? "✉" : "#";
    const unread = state.unread.has(channel.id) ? h("span", { class: "unread" }, "new") : null;
    return h("button", { type: "button", class: "channel", "aria-current": open ? "page" : null, onclick: () => enter(channel.id) }, h("span", { "aria-hidden": "true" }, `${mark} `), channel.name, unread);
  };
  const guilds = [...new Set(state.channels.filter((channel) => !channel.dm).map((channel) => channel.guild))];
  byId("channels").replaceChildren(
    ...guilds.flatMap((guild) => [h("h2", {}, guild), ...state.channels.filter((channel) => channel.guild === guild).map(entry)]),
    h("h2", {}, "Direct messages"),
    ...state.channels.filter((channel) => channel.dm).map(entry),
  );
}

async function enter(channel) {
  const found = state.channels.find((one) => one.id === channel) ?? state.channels.find((one) => !one.dm) ?? state.channels[0];
  state.room = new Room(state.me.id, found.id);
  state.unread.delete(found.id);
  byId("room-name").textContent = found.dm ? `✉ ${found.name}` : `# ${found.name}`;
  remember();
  drawChannels();
  composer.leave();
  await reload();
}

async function reload() {
  const room = state.room;
  const loaded = await attempt(() => Promise.all([room.messages(), room.commands(), room.people(), person(state.me.id), stage.state()]));
  if (!loaded || room !== state.room) return;
  const [shapes, commands, people, mine, scene] = loaded;
  Object.assign(state, { commands, people, channels: mine.channels, spotify: scene.spotify });
  drawChannels();
  composer.offer(flatten(commands, state.me.locale));
  byId("messages").replaceChildren(...shapes.map((shape) => message(shape, context())));
  byId("hint").replaceChildren(...(shapes.length ? [] : [welcome()]));
  byId("log").scrollTop = byId("log").scrollHeight;
}

function welcome() {
  const start = (words) => h("button", { type: "button", class: "button secondary", onclick: () => begin(words) }, `/${words}`);
  return h(
    "div",
    { class: "welcome" },
    h("h3", {}, `Hello ${state.me.name}`),
    h("p", {}, "Everything here runs on this machine: a made-up Discord, a made-up Spotify and the real bot between them. ", "Type / below, or begin with one of these:"),
    h("div", { class: "row" }, start("link"), start("recommend"), start("similar")),
    h("p", { class: "faint" }, "Open this page in another tab to be somebody else at the same time."),
  );
}

function begin(words) {
  const found = flatten(state.commands, state.me.locale).find((command) => command.name === words);
  if (found) composer.choose(found);
}

async function become(id, channel) {
  state.stop();
  const mine = await attempt(() => person(id));
  if (!mine) return;
  Object.assign(state, { me: mine.user, channels: mine.channels, unread: new Set() });
  byId("person").value = id;
  byId("locale").value = mine.user.locale;
  let lost = false;
  state.stop = listen(id, {
    onEvent,
    onState: (connected) => {
      byId("connection").textContent = connected ? "" : "Connecting…";
      if (connected && lost) reload();
      lost = !connected;
    },
  });
  await enter(channel);
}

function remember() {
  // A tab keeps who it is and where, also when it is loaded anew.
  const address = new URL(location.href);
  address.searchParams.set("as", state.me.username);
  address.searchParams.set("channel", state.room.channel);
  history.replaceState(null, "", address);
}

async function begun() {
  const everything = await attempt(world);
  if (!everything) return;
  state.everything = everything;
  const tongue = (locale) => new Intl.DisplayNames(locale, { type: "language" }).of(locale.split("-")[0]);
  byId("person").append(...everything.people.map((user) => h("option", { value: user.id }, user.name)));
  byId("locale").append(...everything.locales.map((locale) => h("option", { value: locale }, tongue(locale))));
  byId("person").addEventListener("change", (event) => become(event.target.value));
  byId("locale").addEventListener("change", async (event) => {
    const user = await attempt(() => speak(state.me.id, event.target.value));
    if (user) state.me = user;
    composer.leave();
    await reload();
  });
  const asked = new URL(location.href).searchParams;
  const first = everything.people.find((user) => user.username === asked.get("as")) ?? everything.people[0];
  await become(first.id, asked.get("channel"));
  byId("typing").focus();
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open]")) if (!open.contains(event.target)) open.open = false;
});

begun();
