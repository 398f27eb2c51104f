/** Gives a message in another language, its places `{0}`, `{1}`, … filled in. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** English, as the sources have it. */
const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));

let translate = english;

/**
 * A text that a person sees, in the editor's language; `l10n/` holds the translations. The editor's own `l10n.t` stands
 * behind it (see `extension.ts`), so that what makes texts needs no editor. Not to be called while modules load.
 */
export const t: Translate = (message, ...values) => translate(message, ...values);

export function translateWith(other: Translate): void {
  translate = other;
}
