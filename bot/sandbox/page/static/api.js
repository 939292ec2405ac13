// What a client asks of the stand-in Discord, and of the stage behind it.

import { toast } from "./dom.js";

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The demo does not answer. Is it still running in the terminal?");
  }
  const text = await response.text();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    body = { error: text };
  }
  if (!response.ok) throw new Error(body.error || `The demo answered ${response.status}.`);
  return body;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

function postForm(path, body, files) {
  const form = new FormData();
  form.append("body", JSON.stringify(body));
  for (const [name, file] of Object.entries(files)) form.append(name, file, file.name);
  return ask(path, { method: "POST", body: form });
}

export const world = () => ask("/client");
export const person = (user) => ask(`/client/${user}`);
export const speak = (user, locale) => post(`/client/${user}/locale`, { locale });

export class Room {
  // One channel as one person sees it.
  constructor(user, channel) {
    this.user = user;
    this.channel = channel;
    this.path = `/client/${user}/${channel}`;
  }
  messages = () => ask(`${this.path}/messages`);
  commands = () => ask(`${this.path}/commands`);
  people = () => ask(`${this.path}/people`);
  run = (name, options, files) => postForm(`${this.path}/run`, { name, options }, files);
  complete = (name, option, typed, options) => post(`${this.path}/complete`, { name, option, typed, options });
  useOnMessage = (name, message) => post(`${this.path}/menu`, { name, message });
  useOnMember = (name, member) => post(`${this.path}/menu`, { name, member });
  press = (message, custom_id) => post(`${this.path}/press`, { message, custom_id });
  choose = (message, custom_id, values) => post(`${this.path}/choose`, { message, custom_id, values });
  submit = (interaction, fields, files) => postForm(`${this.path}/submit`, { interaction, fields }, files);
  say = (content, files) => postForm(`${this.path}/say`, { content }, files);
}

export const stage = {
  state: () => ask("/stage"),
  trouble: (kind, member) => post("/stage/trouble", { kind, member }),
  mend: () => post("/stage/mend", {}),
  restart: () => post("/stage/restart", {}),
  leap: (days) => post("/stage/leap", { days }),
};

export function listen(user, { onEvent, onState }) {
  // Follows what one person sees, and takes up again after a break; returns how to stop.
  let socket;
  let stopped = false;
  let again;
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/client/${user}/events`);
    socket.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      if (event.kind === "listening") onState(true);
      else onEvent(event);
    };
    socket.onclose = () => {
      if (stopped) return;
      onState(false);
      again = setTimeout(open, 1000);
    };
  };
  open();
  return () => {
    stopped = true;
    clearTimeout(again);
    socket.close();
  };
}

export async function attempt(work) {
  // Runs something that may be refused, and says why where it is.
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
}
