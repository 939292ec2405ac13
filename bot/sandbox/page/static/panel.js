// Behind the scenes: failures, a restart, and the clock.

import { attempt, stage } from "./api.js";
import { byId, h } from "./dom.js";

export class Panel {
  constructor({ user, onChange }) {
    this.user = user;
    this.onChange = onChange;
    this.status = h("p", { role: "status", class: "faint" });
    this.clock = h("p", {});
    this.mendButton = this.button("Mend everything", () => stage.mend(), "Everything works again.");
    byId("panel").append(
      h("h2", {}, "Make things happen"),
      this.clock,
      h("h3", {}, "Time"),
      this.button("A day later", () => stage.leap(1), "A day has gone by."),
      this.button("A week later", () => stage.leap(7), "A week has gone by: weekly posts are in their channels."),
      h("h3", {}, "Failures"),
      this.button("Spotify limits the bot", () => stage.trouble("limit", this.user()), "Spotify answers the next three requests with “too many requests”."),
      this.button("Spotify is down", () => stage.trouble("outage", this.user()), "Spotify is down until you mend it."),
      this.button("I take Spotify’s permission back", () => stage.trouble("revoke", this.user()), "Your permission is gone, as if you had removed the app at Spotify."),
      this.button("Discord limits the bot", () => stage.trouble("discord", this.user()), "The bot’s next three messages are slowed down."),
      this.mendButton,
      h("h3", {}, "The bot"),
      this.button("Restart the bot", () => stage.restart(), "The bot was stopped and is back; old buttons still work."),
      h("h3", {}, "Spotify"),
      (this.spotify = h("a", { target: "_blank", rel: "noopener" }, "Playlists at the made-up Spotify")),
      this.status,
    );
    const toggle = byId("panel-toggle");
    toggle.addEventListener("click", () => {
      byId("panel").hidden = !byId("panel").hidden;
      toggle.setAttribute("aria-expanded", String(!byId("panel").hidden));
      this.refresh();
    });
    this.refresh();
  }

  button(label, work, done) {
    const press = async () => {
      element.disabled = true;
      this.status.textContent = "…";
      const state = await attempt(work);
      element.disabled = false;
      this.status.textContent = state ? done : "";
      if (state) this.take(state);
      this.onChange();
    };
    const element = h("button", { type: "button", class: "button secondary wide", onclick: press }, label);
    return element;
  }

  async refresh() {
    const state = await attempt(() => stage.state());
    if (state) this.take(state);
  }

  take(state) {
    const now = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short" }).format(new Date(state.now));
    this.clock.textContent = `For everybody here it is ${now}.`;
    this.spotify.href = `${state.spotify}/open`;
    this.mendButton.classList.toggle("primary", state.outage);
  }
}
