/** Gives a message in another language, its places `{0}`, `{1}`, … filled in. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** English, as the sources have it. */
export const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));

let translate = english;

/**
 * A text that a person sees, in the editor's language; `l10n/` holds the translations. The editor's table of them stands
 * behind it: in the extension (`host.ts`), and in the panel's page and the language server, which are handed it. Not
 * to be called while modules load: what a module keeps in a table is a getter there.
 */
export const t: Translate = (message, ...values) => translate(message, ...values);

/** Messages that a table lacks stay English: a message may come from a file, and be any text. */
export const translator =
  (table: Readonly<Record<string, string>>): Translate =>
  (message, ...values) =>
    english((Object.hasOwn(table, message) ? table[message] : undefined) ?? message, ...values);

export function translateWith(other: Translate): void {
  translate = other;
}
