// The part of Discord's markdown that messages use, as elements.

import { h } from "./dom.js";

const INLINE = [
  [/^\\([\\*_~`|<>#\-.[\]()])/, (m) => m[1]],
  [/^`([^`\n]+)`/, (m) => h("code", {}, m[1])],
  [/^\*\*(.+?)\*\*(?!\*)/s, (m, names) => h("strong", {}, ...inline(m[1], names))],
  [/^\*(\S(?:.*?\S)?)\*(?!\*)/s, (m, names) => h("em", {}, ...inline(m[1], names))],
  [/^__(.+?)__/s, (m, names) => h("u", {}, ...inline(m[1], names))],
  [/^_(\S(?:.*?\S)?)_(?!\w)/s, (m, names) => h("em", {}, ...inline(m[1], names))],
  [/^~~(.+?)~~/s, (m, names) => h("s", {}, ...inline(m[1], names))],
  [/^\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()]*\))+)>?\)/, (m, names) => link(m[2], inline(m[1], names), names)],
  [/^<(https?:\/\/[^\s<>]+)>/, (m, names) => link(m[1], [m[1]], names)],
  [/^https?:\/\/[^\s<>)\]]+[^\s<>)\].,;:!?'"]/, (m, names) => link(m[0], [m[0]], names)],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, (m) => moment(Number(m[1]), m[2])],
  [/^<\/([^:>]+):\d+>/, (m) => h("span", { class: "mention" }, `/${m[1]}`)],
  [/^<@!?(\d+)>/, (m, names) => h("span", { class: "mention" }, `@${names.users.get(m[1]) ?? "somebody"}`)],
  [/^<#(\d+)>/, (m, names) => h("span", { class: "mention" }, `#${names.channels.get(m[1]) ?? "a channel"}`)],
];

export function markdown(text, names) {
  // Returns the blocks of a text; `names` holds users and channels by id, and where links lead.
  const lines = text.split("\n");
  const blocks = [];
  let list = null;
  for (let place = 0; place < lines.length; place++) {
    const line = lines[place];
    if (line.startsWith("```")) {
      const end = lines.indexOf("```", place + 1);
      const last = end < 0 ? lines.length : end;
      blocks.push(h("pre", {}, lines.slice(place + 1, last).join("\n")));
      place = last;
      continue;
    }
    const item = /^\s*(?:[-*]|(\d+)\.) (.*)$/.exec(line);
    if (item) {
      const kind = item[1] ? "OL" : "UL";
      if (list?.tagName !== kind) {
        list = h(kind.toLowerCase(), item[1] ? { start: item[1] } : {});
        blocks.push(list);
      }
      list.append(h("li", {}, ...inline(item[2], names)));
      continue;
    }
    list = null;
    blocks.push(block(line, names));
  }
  return blocks;
}

function block(line, names) {
  // All of one level: whatever size a message asks for, it stands below the channel's name.
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  if (heading) return h("h3", { class: `size-${heading[1].length}` }, ...inline(heading[2], names));
  if (line.startsWith("-# ")) return h("p", { class: "small" }, ...inline(line.slice(3), names));
  if (line.startsWith("> ")) return h("blockquote", {}, ...inline(line.slice(2), names));
  return h("p", {}, ...inline(line, names));
}

function inline(text, names) {
  const parts = [];
  let plain = "";
  let rest = text;
  while (rest) {
    const before = plain.slice(-1);
    const hit = /\w/.test(before) && /^[_h]/.test(rest) ? null : find(rest);
    if (!hit) {
      const letter = String.fromCodePoint(rest.codePointAt(0));
      plain += letter;
      rest = rest.slice(letter.length);
      continue;
    }
    if (plain) parts.push(plain);
    plain = "";
    parts.push(hit.make(hit.match, names));
    rest = rest.slice(hit.match[0].length);
  }
  return plain ? [...parts, plain] : parts;
}

function find(text) {
  for (const [pattern, make] of INLINE) {
    const match = pattern.exec(text);
    if (match) return { match, make };
  }
  return null;
}

function link(address, children, names) {
  return h("a", { href: names.address(address), target: "_blank", rel: "noopener noreferrer" }, ...children);
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

function moment(seconds, style = "f") {
  const date = new Date(seconds * 1000);
  const text = style === "R" ? relative(seconds - Date.now() / 1000) : new Intl.DateTimeFormat("en", STYLES[style]).format(date);
  return h("time", { datetime: date.toISOString(), title: date.toString() }, text);
}

function relative(seconds) {
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  }
  return words.format(Math.round(seconds), "second");
}
