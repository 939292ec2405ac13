// Slash commands as a member sees them: subcommands by their full name, words in their language.

const NESTING = [1, 2];
const SLASH = 1;
export const USER_MENU = 2;
export const MESSAGE_MENU = 3;

export function flatten(commands, locale) {
  // Returns every slash command and subcommand that can be run.
  return commands.filter((command) => command.type === SLASH).flatMap((command) => paths(command, locale, [], []));
}

export function menus(commands, type, locale) {
  return commands.filter((command) => command.type === type).map((command) => ({ name: command.name, shown: inLanguage(command, "name", locale) }));
}

function paths(command, locale, before, shownBefore) {
  const name = [...before, command.name];
  const shown = [...shownBefore, inLanguage(command, "name", locale)];
  const options = command.options ?? [];
  const nested = options.filter((option) => NESTING.includes(option.type));
  if (nested.length) return nested.flatMap((option) => paths(option, locale, name, shown));
  return [{ name: name.join(" "), shown: shown.join(" "), description: inLanguage(command, "description", locale), options: options.map((option) => translated(option, locale)) }];
}

function translated(option, locale) {
  const choices = (option.choices ?? []).map((choice) => ({ value: choice.value, label: inLanguage(choice, "name", locale) }));
  return { ...option, shown: inLanguage(option, "name", locale), hint: inLanguage(option, "description", locale), choices };
}

function inLanguage(thing, field, locale) {
  return thing[`${field}_localizations`]?.[locale] ?? thing[field];
}

export function matching(commands, typed) {
  // Commands for what follows the slash: those that begin so first, then those that hold it.
  const wanted = typed.trim().toLowerCase();
  const begins = commands.filter((command) => command.shown.startsWith(wanted));
  const holds = commands.filter((command) => !command.shown.startsWith(wanted) && `${command.shown} ${command.description}`.toLowerCase().includes(wanted));
  return [...begins, ...holds];
}
