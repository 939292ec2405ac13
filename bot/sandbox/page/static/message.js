// One message as it stands; an edit replaces it in place.

import { attachment, components } from "./components.js";
import { h } from "./dom.js";
import { markdown } from "./markdown.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const V2 = 1 << 15;

export function message(shape, context) {
  // `context` adds to that of components: the menus of this message, and who looks at it.
  const hidden = shape.flags & EPHEMERAL;
  const pinged = shape.pings.includes(context.user) || shape.mention_everyone;
  const kind = ["message", hidden ? "hidden" : "", pinged ? "pinged" : ""].filter(Boolean).join(" ");
  return h(
    "li",
    { class: kind, "data-id": shape.id },
    shape.asked ? h("p", { class: "asked" }, h("strong", {}, shape.asked.name), " used ", h("span", { class: "mention" }, shape.asked.command)) : null,
    h("span", { class: `avatar of-${Number(BigInt(shape.author.id) % 6n)}`, "aria-hidden": "true" }, initial(shape.author)),
    h(
      "div",
      { class: "body" },
      h("div", { class: "signed" }, author(shape, context), badge(shape), time(shape), menu(shape, context)),
      ...content(shape, context),
      hidden ? h("p", { class: "only-you" }, h("span", { "aria-hidden": "true" }, "👁 "), "Only you can see this") : null,
    ),
  );
}

function content(shape, context) {
  if (shape.flags & LOADING) return [h("p", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }), `${name(shape.author)} is thinking…`)];
  const parts = shape.content ? [h("div", { class: "text" }, ...markdown(shape.content, context.names))] : [];
  parts.push(...components(shape.components, context.of(shape)));
  if (!(shape.flags & V2)) parts.push(...shape.attachments.map(attachment));
  return parts;
}

const name = (author) => author.global_name || author.username;
const initial = (author) => [...name(author)][0].toUpperCase();

function author(shape, context) {
  const shown = name(shape.author);
  const menus = shape.author.bot ? [] : context.memberMenus;
  if (!menus.length) return h("strong", { class: "author" }, shown);
  const entries = menus.map((command) => entry(command, () => context.useOnMember(command.name, shape.author.id)));
  return h("details", { class: "menu author" }, h("summary", { "aria-label": `${shown}: menu` }, h("strong", {}, shown)), h("div", { class: "entries" }, ...entries));
}

function badge(shape) {
  return shape.author.bot ? h("span", { class: "badge" }, "APP") : null;
}

function time(shape) {
  const date = new Date(shape.timestamp);
  const text = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(date);
  return h("time", { class: "faint", datetime: shape.timestamp }, shape.edited_timestamp ? `${text} (edited)` : text);
}

function menu(shape, context) {
  if (!context.messageMenus.length) return null;
  const entries = context.messageMenus.map((command) => entry(command, () => context.useOnMessage(command.name, shape.id)));
  return h("details", { class: "menu more" }, h("summary", { "aria-label": "More" }, "⋯"), h("div", { class: "entries" }, ...entries));
}

function entry(command, use) {
  const pick = (event) => {
    event.target.closest("details").open = false;
    use();
  };
  return h("button", { type: "button", class: "entry", onclick: pick }, command.shown);
}
