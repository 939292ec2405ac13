// The message box: plain words are said, a slash opens the list of commands.

import { attempt } from "./api.js";
import { Combobox } from "./combobox.js";
import { matching } from "./commands.js";
import { byId, h } from "./dom.js";
import { OptionForm } from "./options.js";

export class Composer {
  // `room()` and `names()` give what is open now; `onAnswer` gets the bot's first response.
  constructor({ room, names, onAnswer }) {
    this.room = room;
    this.names = names;
    this.onAnswer = onAnswer;
    this.commands = [];
    this.place = byId("composer");
    this.input = h("input", { id: "typing", type: "text", "aria-label": "Message, or / for a command", placeholder: "Type / to see what Cratemate can do", maxlength: "2000" });
    this.file = h("input", { type: "file", multiple: true, "aria-label": "Attach files" });
    this.box = new Combobox(this.input, {
      label: "Commands",
      offers: (text) => (text.startsWith("/") ? matching(this.commands, text.slice(1)).map((command) => ({ label: `/${command.shown}`, hint: command.description, command })) : []),
      onPick: (offer) => this.choose(offer.command),
    });
    this.plain = h("form", { class: "plain", onsubmit: (event) => (event.preventDefault(), this.say()) }, this.box.list, this.input, h("label", { class: "attach", title: "Attach files" }, h("span", { "aria-hidden": "true" }, "📎"), this.file), h("button", { type: "submit", class: "button primary" }, "Send"));
    this.place.append(this.plain);
  }

  offer(commands) {
    // What is being written stays: commands come again whenever the page is loaded anew.
    this.commands = commands;
  }

  leave() {
    this.place.replaceChildren(this.plain);
    this.input.value = "";
    this.box.close();
  }

  choose(command) {
    const room = this.room();
    const form = new OptionForm(command, {
      names: this.names(),
      complete: async (option, typed, options) => (await room.complete(command.name, option, typed, options).catch(() => null))?.choices,
      onSend: () => this.run(command, form, room),
      onLeave: () => (this.leave(), this.input.focus()),
    });
    this.place.replaceChildren(form.element);
    form.focus();
  }

  async run(command, form, room) {
    const missing = form.fields.find((field) => field.option.required && field.read({}) === null);
    if (missing) {
      form.complain(`${missing.option.shown} is needed.`);
      missing.input.focus();
      return;
    }
    const { options, files } = form.values();
    try {
      const asked = room.run(command.name, options, files);
      form.element.setAttribute("aria-busy", "true");
      const answer = await asked;
      this.leave();
      this.input.focus();
      this.onAnswer(answer, room);
    } catch (error) {
      form.element.removeAttribute("aria-busy");
      form.complain(error.message);
    }
  }

  async say() {
    const text = this.input.value.trim();
    const files = Object.fromEntries([...this.file.files].map((file, place) => [`file-${place}`, file]));
    if (!text && !this.file.files.length) return;
    if (text.startsWith("/")) {
      const [found] = matching(this.commands, text.slice(1));
      if (found) this.choose(found);
      return;
    }
    const said = await attempt(() => this.room().say(text, files));
    if (said) {
      this.plain.reset();
    }
  }
}
