// Discord's message components as elements.

import { byId, h, freshId } from "./dom.js";
import { markdown } from "./markdown.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

export function components(list, context) {
  // `context` has names, people and channels to choose from, and what pressing and choosing do.
  return list.map((component) => render(component, context));
}

function render(component, context) {
  const make = KINDS[component.type];
  return make ? make(component, context) : h("p", { class: "faint" }, `(component ${component.type})`);
}

const KINDS = {
  1: (row, context) => h("div", { class: "row" }, ...components(row.components, context)),
  2: button,
  3: (select, context) => choice(select, select.options, context),
  5: (select, context) => choice(select, people(context), context),
  7: (select, context) => choice(select, channels(context), context),
  9: (section, context) =>
    h("div", { class: "section" }, h("div", { class: "section-text" }, ...components(section.components, context)), render(section.accessory, context)),
  10: (text, context) => h("div", { class: "text" }, ...markdown(text.content, context.names)),
  11: (thumbnail) => h("div", { class: "thumbnail" }, picture(thumbnail)),
  12: (gallery) => h("div", { class: `gallery of-${Math.min(gallery.items.length, 4)}` }, ...gallery.items.map(picture)),
  13: (file) => attachment({ url: file.file.url, filename: file.name, size: file.size }),
  14: (line) => (line.divider ? h("hr", { class: `spacing-${line.spacing}` }) : h("div", { class: `gap spacing-${line.spacing}` })),
  17: (container, context) => {
    const box = h("div", { class: "container" }, ...components(container.components, context));
    if (container.accent_color !== null && container.accent_color !== undefined)
      box.style.setProperty("--accent", `#${container.accent_color.toString(16).padStart(6, "0")}`);
    return box;
  },
};

function button(shown, context) {
  const label = [shown.emoji?.name, shown.label].filter(Boolean).join(" ");
  if (shown.style === 5)
    return h("a", { class: "button link", href: context.names.address(shown.url), target: "_blank", rel: "noopener noreferrer" }, label, h("span", { "aria-hidden": "true" }, " ↗"));
  const pressed = async () => {
    element.setAttribute("aria-busy", "true");
    await context.press(shown.custom_id);
    element.removeAttribute("aria-busy");
  };
  const element = h("button", { type: "button", class: `button ${STYLES[shown.style]}`, disabled: Boolean(shown.disabled), "data-custom-id": shown.custom_id, onclick: pressed }, label);
  return element;
}

function picture(item) {
  const image = h("img", { src: item.media.url, alt: item.description ?? "", loading: "lazy", decoding: "async" });
  image.addEventListener("error", () => image.classList.add("missing"));
  return h("a", { class: "picture", href: item.media.url, target: "_blank", rel: "noopener noreferrer", "aria-label": item.description || "Picture" }, image);
}

export function attachment(file) {
  if (file.content_type?.startsWith("image/"))
    return picture({ media: { url: file.url }, description: file.description || file.filename });
  return h("a", { class: "file", href: file.url, download: file.filename }, h("span", { "aria-hidden": "true" }, "📄 "), file.filename, h("span", { class: "faint" }, ` ${size(file.size)}`));
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

const people = (context) => [...context.names.users].map(([value, label]) => ({ value, label }));
const channels = (context) => [...context.names.channels].map(([value, label]) => ({ value, label: `#${label}` }));

export function choice(select, options, context) {
  // A select: of one, at once; of several, by ticks and a button.
  const label = select.placeholder || "Choose";
  if (select.max_values === 1) return one(select, options, label, context);
  const name = freshId("choice");
  const boxes = options.map((option) => h("input", { type: "checkbox", name, value: option.value, checked: Boolean(option.default), disabled: Boolean(select.disabled) }));
  const send = () => context.choose(select.custom_id, boxes.filter((box) => box.checked).map((box) => box.value));
  const lines = options.map((option, place) => h("label", { class: "tick" }, boxes[place], ` ${option.label}`, option.description ? h("span", { class: "faint" }, ` ${option.description}`) : null));
  return h("details", { class: "select" }, h("summary", {}, label), h("fieldset", {}, h("legend", { class: "faint" }, `${select.min_values} to ${select.max_values}`), ...lines), h("button", { type: "button", class: "button primary", onclick: send }, "Choose"));
}

function one(select, options, label, context) {
  const empty = h("option", { value: "", disabled: select.min_values > 0 }, label);
  const shown = options.map((option) => h("option", { value: option.value, selected: Boolean(option.default) }, option.description ? `${option.label} · ${option.description}` : option.label));
  if (!options.some((option) => option.default)) empty.selected = true;
  const element = h("select", { class: "select", "aria-label": label, disabled: Boolean(select.disabled) }, empty, ...shown);
  element.addEventListener("change", () => context.choose(select.custom_id, element.value ? [element.value] : []));
  return element;
}

export function modal(form, context, send) {
  // Opens a form; `send(fields, files)` returns whether it was taken.
  const fields = [];
  const rows = form.components.map((row) => modalRow(row, context, fields));
  const problem = h("p", { class: "problem", role: "alert" });
  const title = h("h2", { id: freshId("form") }, form.title);
  const submit = async (event) => {
    event.preventDefault();
    const values = {};
    const files = {};
    for (const field of fields) field.read(values, files);
    problem.textContent = "";
    try {
      await send(values, files);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const dialog = h("dialog", { "aria-labelledby": title.id }, h("form", { onsubmit: submit }, title, ...rows, problem, h("div", { class: "row end" }, h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"), h("button", { type: "submit", class: "button primary" }, "Submit"))));
  dialog.addEventListener("close", () => {
    dialog.remove();
    byId("typing")?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function modalRow(row, context, fields) {
  if (row.type === 10) return h("div", { class: "text" }, ...markdown(row.content, context.names));
  const inner = row.type === 18 ? [row.component] : row.components;
  return h("div", { class: "field" }, ...inner.flatMap((field) => modalField(row, field, context, fields)));
}

function modalField(row, field, context, fields) {
  const id = freshId("field");
  const hint = row.description ? h("p", { class: "faint", id: `${id}-hint` }, row.description) : null;
  const label = h("label", { for: id }, row.label || field.label || "", field.required ? "" : " (optional)");
  const common = { id, required: Boolean(field.required), "aria-describedby": hint ? hint.id : null };
  let element;
  if (field.type === 4) {
    const tag = field.style === 2 ? "textarea" : "input";
    element = h(tag, { ...common, placeholder: field.placeholder, minlength: field.min_length ? String(field.min_length) : null, maxlength: String(field.max_length ?? 4000) });
    element.value = field.value ?? "";
    fields.push({ read: (values) => (values[field.custom_id] = element.value) });
  } else if (field.type === 19) {
    element = h("input", { ...common, type: "file", multiple: field.max_values > 1 });
    fields.push({ read: (values, files) => (values[field.custom_id] = { files: [...element.files].map((file) => keep(files, file)) }) });
  } else {
    const options = field.type === 3 ? field.options : field.type === 7 ? channels(context) : people(context);
    element = h("select", { ...common, multiple: field.max_values > 1 }, ...(field.max_values > 1 ? [] : [h("option", { value: "" }, field.placeholder || "Choose")]), ...options.map((option) => h("option", { value: option.value, selected: Boolean(option.default) }, option.label)));
    fields.push({ read: (values) => (values[field.custom_id] = [...element.selectedOptions].map((option) => option.value).filter(Boolean)) });
  }
  return [label, hint, element].filter(Boolean);
}

export function keep(files, file) {
  const name = `file-${Object.keys(files).length}`;
  files[name] = file;
  return name;
}
