/** Gives a message in another language, its places `{0}`, `{1}`, … filled in. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** English, as the sources have it. */
export const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));

let translate = english;

/**
 * A text that a person sees, in the editor's language; `l10n/` holds the translations. In the extension the editor's own
 * `l10n.t` stands behind it (see `extension.ts`), in the panel's page the table that it is handed (`webview/main.ts`), so
 * that what makes texts needs no editor. Not to be called while modules load: what a module keeps in a table is a
 * getter there.
 */
export const t: Translate = (message, ...values) => translate(message, ...values);

/** Messages that a table lacks stay English. */
export const translator =
  (table: Readonly<Record<string, string>>): Translate =>
  (message, ...values) =>
    english(table[message] ?? message, ...values);

export function translateWith(other: Translate): void {
  translate = other;
}
