// A text field with a list of offers below it, used by keyboard, pointer or screen reader.

import { freshId, h } from "./dom.js";

export class Combobox {
  // `offers(text)` gives `{label, hint, value}`s, at once or later; `onPick` gets the chosen one.
  constructor(input, { offers, onPick, wait = 0, label }) {
    this.input = input;
    this.offers = offers;
    this.onPick = onPick;
    this.wait = wait;
    this.shown = [];
    this.active = -1;
    this.asked = 0;
    this.list = h("ul", { class: "offers", role: "listbox", id: freshId("offers"), "aria-label": label, hidden: true });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off", spellcheck: "false" })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  look() {
    // Asks anew once typing pauses; only the answer to the newest question is shown.
    const asked = ++this.asked;
    clearTimeout(this.timer);
    const ask = async () => {
      const found = await this.offers(this.input.value);
      if (asked === this.asked && document.activeElement === this.input) this.show(found ?? []);
    };
    if (this.wait) this.timer = setTimeout(ask, this.wait);
    else ask();
  }

  show(found) {
    this.shown = found;
    this.list.replaceChildren(
      ...found.map((offer, place) =>
        h("li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", onpointerdown: (event) => (event.preventDefault(), this.pick(place)) }, h("span", { class: "offer" }, offer.label), offer.hint ? h("span", { class: "faint" }, offer.hint) : null),
      ),
    );
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.move(found.length ? 0 : -1);
  }

  close() {
    this.asked++;
    clearTimeout(this.timer);
    if (this.open) this.show([]);
  }

  move(place) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const active = this.list.children[place];
    if (!active) return this.input.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    active.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", active.id);
  }

  pick(place) {
    const offer = this.shown[place];
    this.close();
    this.onPick(offer);
  }

  key(event) {
    if (!this.open) {
      if (event.key === "ArrowDown") (event.preventDefault(), this.look());
      return;
    }
    const count = this.shown.length;
    const moves = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 + count };
    if (event.key in moves) this.move(moves[event.key] % count);
    else if (event.key === "Enter" || event.key === "Tab") this.pick(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
