import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { messagesOf, sourceTexts } from '../../../scripts/generate/l10n';
import { manifest } from '../../../src/extension/contributions/manifest';
import { healthRules } from '../../../src/health/registry';
import type { HealthRule } from '../../../src/health/rule';
import { rules } from '../../../src/language/rules/registry';
import { t, translateWith } from '../../../src/extension/ui/l10n';

const root = new URL('../../../', import.meta.url);
const read = (path: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, string>;

const placesOf = (message: string): readonly string[] => (message.match(/\{\d+\}/g) ?? []).toSorted();
const linksOf = (text: string): readonly string[] => (text.match(/\(command:[\w.]+\)/g) ?? []).toSorted();

describe('Korean', () => {
  test('has every message of the extension, with the same places', () => {
    const korean = read('l10n/bundle.l10n.ko.json');
    expect(Object.keys(korean).toSorted()).toEqual(messagesOf(root));
    for (const [message, translation] of Object.entries(korean))
      expect(placesOf(translation), message).toEqual(placesOf(message));
  });

  test('has every text of package.json, with the same links', () => {
    const korean = read('package.nls.ko.json');
    const { texts } = manifest();
    expect(Object.keys(korean).toSorted()).toEqual(Object.keys(texts).toSorted());
    for (const [key, text] of Object.entries(texts))
      expect(linksOf(korean[key] ?? ''), key).toEqual(linksOf(text));
  });
});

/** Sentences and titles that are the same in every language: names, keys of VS Code, Markdown around texts. */
const UNTRANSLATED = [
  /^InitScope( Doctor| Language Server)?$/,
  /^# InitScope Doctor$/,
  /^InitScope …( · |: )/,
  /^InitScope: …$/,
  /^VS Code …$/,
  /^(TensorFlow (GPU|CPU)|WebGPU|ONNX Runtime|DejaVu Sans|UserError|Cancelled)$/,
  // a state of the panel's feed
  /^nothing new$/,
  /^[•| :…`*$()~\-–—#★✓✗·>\n\d\\]*$/,
];

/** Two words, or one that begins as a title does. */
const isProse = (text: string): boolean =>
  /[A-Za-z]{2,},? [A-Za-z…{]|^[A-Z][a-z]+$/.test(text) && !UNTRANSLATED.some((pattern) => pattern.test(text));

/** Texts of the page that no one reads: keys, classes of CSS, fonts, markup, names of files and of what is remembered. */
const UNSPOKEN = [
  /^(Enter|Escape)$/,
  /^[a-z]+ [a-z-]+$/,
  /px( |$)/,
  /^<(svg|clipPath) /,
  /\.csv$/,
  /^(average|curves|mean|placed|places|pyramid|grid|largest|subjects|steps|value of|sweep)( …)+$/,
  // a length of time
  /^… (min|h) … (s|min)$/,
];

test('every text of the extension and its panel that a person sees can be translated', () => {
  const prose = sourceTexts(root, ['src/extension/', 'webview/view/', 'webview/model/'])
    .filter(({ text }) => isProse(text))
    .filter(({ text, place }) => place.startsWith('src/') || !UNSPOKEN.some((pattern) => pattern.test(text)))
    // what a message from the host should have been
    .filter(({ place }) => !place.startsWith('webview/model/messages.ts'));
  expect(prose.length).toBeGreaterThan(100);
  const left = prose.filter(({ translated }) => !translated);
  expect(left.map(({ place, text }) => `${place} ${text}`)).toEqual([]);
});

/** Texts that no one reads in another language: documentation of what a rule looks for, sources, labels, markup. */
const DOCUMENTATION = [
  /^src\/schema\/(codes|markdown)\.ts/,
  // a label is kept with the run
  /^src\/experiment\/sweep\/labels\.ts/,
];

test('every text of findings, verdicts, reports and the language server can be translated', () => {
  const messages = new Set(messagesOf(root));
  const ofHealth: readonly HealthRule[] = Object.values(healthRules);
  const english = [
    ...Object.values(rules).flatMap(({ when, source }) => [when, source]),
    ...ofHealth.map(({ source }) => source),
  ];
  const prose = sourceTexts(root, [
    ...['src/health/rules/', 'src/health/worst.ts', 'src/runs/verdict.ts', 'src/report/'],
    ...['src/language/', 'src/schema/', 'src/experiment/resolve/', 'src/experiment/sweep/'],
  ])
    .filter(({ place }) => !DOCUMENTATION.some((pattern) => pattern.test(place)))
    .filter(({ text }) => isProse(text) && !english.includes(text))
    .filter(({ text }) => !/^(<|img-src |ln … = $|Suggest$)/.test(text));
  expect(prose.length).toBeGreaterThan(200);
  expect(
    prose.filter(({ text }) => !messages.has(text)).map(({ place, text }) => `${place} ${text}`),
  ).toEqual([]);
});

describe('t', () => {
  afterEach(() => translateWith((message) => message));

  test('fills in the places of a message', () => {
    expect(t('{0} of {1}, {0}', 1, 'two')).toBe('1 of two, 1');
    expect(t('nothing to fill in')).toBe('nothing to fill in');
  });

  test('speaks as it is told to', () => {
    translateWith((message, ...values) => `${message}!${values.join()}`);
    expect(t('so', 1)).toBe('so!1');
  });
});
