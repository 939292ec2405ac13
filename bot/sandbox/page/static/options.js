// The form that a chosen command becomes: one field an option.

import { Combobox } from "./combobox.js";
import { keep } from "./components.js";
import { freshId, h } from "./dom.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, MENTIONABLE = 9, NUMBER = 10, ATTACHMENT = 11;
const PAUSE = 250; // Milliseconds of silence after which an autocomplete is asked.

export class OptionForm {
  constructor(command, { names, complete, onSend, onLeave }) {
    this.command = command;
    this.names = names;
    this.fields = command.options.map((option) => this.field(option, complete));
    this.problem = h("p", { class: "problem", role: "alert" });
    const send = (event) => {
      event.preventDefault();
      onSend();
    };
    const leave = (event) => {
      if (event.key === "Escape") onLeave();
    };
    this.element = h(
      "form",
      { class: "options", onsubmit: send, onkeydown: leave, novalidate: true, "aria-label": `/${command.shown}` },
      h("span", { class: "chosen" }, `/${command.shown}`),
      ...this.fields.map((field) => field.box),
      h("button", { type: "submit", class: "button primary" }, "Send"),
      h("button", { type: "button", class: "button secondary", onclick: onLeave }, "Cancel"),
      h("p", { class: "faint description" }, command.description),
      this.problem,
    );
  }

  focus() {
    const first = this.fields.find((field) => field.option.required) ?? this.fields[0];
    (first?.input ?? this.element.querySelector("button")).focus();
  }

  values(besides) {
    // Returns `{options, files}` as the stand-in takes them; `besides` names a field to leave out.
    const options = {};
    const files = {};
    for (const { option, read } of this.fields) {
      if (option.name === besides) continue;
      const value = read(files);
      if (value !== null && !Number.isNaN(value)) options[option.name] = { type: option.type, value };
    }
    return { options, files };
  }

  complain(text) {
    this.problem.textContent = text;
  }

  field(option, complete) {
    const id = freshId("option");
    const { input, read, list } = this.control(option, complete);
    input.id = id;
    input.setAttribute("aria-describedby", `${id}-hint`);
    if (option.required) input.setAttribute("aria-required", "true");
    const box = h("div", { class: "option" }, h("label", { for: id }, option.shown, option.required ? "" : h("span", { class: "faint" }, " optional")), input, h("span", { class: "faint hint-text", id: `${id}-hint` }, option.hint), list ?? null);
    return { option, box, input, read };
  }

  control(option, complete) {
    const pointed = option.type === CHANNEL ? [...this.names.channels].map(([value, name]) => ({ value, label: `#${name}` })) : [...this.names.users].map(([value, label]) => ({ value, label }));
    if (option.choices.length) return select(option.choices, (text) => (option.type === STRING ? text : Number(text)));
    if (option.type === BOOLEAN) return select([{ value: "true", label: "Yes" }, { value: "false", label: "No" }], (text) => text === "true");
    if ([USER, CHANNEL, MENTIONABLE].includes(option.type)) return select(pointed, (text) => text);
    if (option.type === ATTACHMENT) {
      const input = h("input", { type: "file" });
      return { input, read: (files) => (input.files.length ? keep(files, input.files[0]) : null) };
    }
    const number = option.type === INTEGER || option.type === NUMBER;
    const input = h("input", { type: "text", inputmode: number ? "decimal" : "text", autocomplete: "off", maxlength: String(option.max_length ?? 6000) });
    if (option.autocomplete) return this.completed(option, input, complete);
    return { input, read: () => (input.value === "" ? null : number ? Number(input.value) : input.value) };
  }

  completed(option, input, complete) {
    // What was picked is sent by its value, what was typed as it is.
    let picked = null;
    const list = new Combobox(input, {
      label: option.shown,
      wait: PAUSE,
      offers: async (typed) => (await complete(option.name, typed, this.values(option.name).options))?.map((choice) => ({ label: choice.name, value: choice.value })),
      onPick: (offer) => {
        picked = offer;
        input.value = offer.label;
      },
    });
    input.addEventListener("focus", () => list.look());
    const read = () => {
      const text = input.value;
      if (text === "") return null;
      const value = picked?.label === text ? picked.value : text;
      return option.type === STRING ? String(value) : Number(value);
    };
    return { input, read, list: list.list };
  }
}

function select(choices, read) {
  const input = h("select", {}, h("option", { value: "" }, "–"), ...choices.map((choice) => h("option", { value: String(choice.value) }, choice.label)));
  return { input, read: () => (input.value === "" ? null : read(input.value)) };
}
