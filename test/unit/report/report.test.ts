import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/report/report';
import { jsonForScript } from '../../../src/shared/jsonForScript';
import { phrase } from '../../../src/shared/phrase';
import { englishIn, inKorean, KOREAN, openPlaces } from '../korean';
import { FINDINGS } from '../webview/model/findings';
import { deltaOf, manifestOf } from '../webview/model/scenes';
import { FACTS, MEMBERSHIP } from '../webview/model/sweeps';

const page = { js: 'run("</script>")', css: 'body{}' };
const build = (name: string): string =>
  buildReport({
    manifest: manifestOf([name], [0], {
      name,
      config: { path: '/home/someone/x.yaml', text: `name: ${name}` },
    }),
    findings: [],
    histograms: [],
    series: [deltaOf([[name, 0], 'train', 'loss', [[0, 1]]])],
    page,
  });

describe('buildReport', () => {
  it('keeps names text wherever they appear', () => {
    const html = build('</script><img src=x onerror=alert(1)>');
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  it('allows its own script and style and nothing else', () => {
    const html = build('a');
    expect(html).toMatch(
      /default-src 'none'; img-src data:; style-src 'sha256-[^']+' 'nonce-[0-9a-f]+'; script-src 'sha256-[^']+'"/,
    );
    expect(html).not.toContain('unsafe');
  });

  it('holds what the runs of a sweep came to, and not where they are', () => {
    const manifest = manifestOf(['good'], [0], { sweep: MEMBERSHIP });
    const html = buildReport({ manifest, findings: [], histograms: [], series: [], sweep: FACTS, page });
    expect(html).toContain('"variances":{"dense_1":1');
    expect(html).not.toContain('/runs/');
  });

  it('tells config and environment, but not whose machine it was', () => {
    const html = build('a');
    expect(html).toContain('name: a');
    expect(html).toContain('wasm 4.22.0');
    expect(html).not.toMatch(/\/home\/someone|"machine"/);
  });

  it('speaks the language of who asked for it, and hands the page its texts', () => {
    const [good, bad] = ['good', 'bad'];
    const probe = (layer: string, value: number) =>
      deltaOf([[good, 0], 'probe', `activation_variance/${layer}`, [[0, value]]]);
    const html = inKorean(() =>
      buildReport({
        manifest: manifestOf([good, bad], [0, 1], {
          state: 'interrupted',
          config: { path: 'x.yaml', text: '' },
          prediction: { good: { dense_1: { activation_variance: 1 } } },
        }),
        findings: FINDINGS.map((finding) => ({ ...finding, phrase: phrase('{0} with {1}', 'at', 1) })),
        histograms: [],
        series: [probe('dense_1', 1), probe('dense_2', 1e-4)],
        page,
        language: { code: 'ko', texts: KOREAN },
      }),
    );
    expect(html).toContain('<html lang="ko" ');
    expect(html).toContain(`id="initscope-texts">${jsonForScript(KOREAN)}`);
    const told = html
      .slice(html.indexOf('<body'))
      .replace(/<script.*?<\/script>/gs, '')
      .replace(/<[^>]*>/g, '\n');
    expect(told).toContain('학습 전에 신호가 소실됩니다');
    // kept as it was made, by the engine
    const { reason } = manifestOf([good], [0]).engine;
    const kept = [reason, manifestOf([good], [0]).experiment.name, ...FINDINGS.map(({ advice }) => advice)];
    expect(englishIn(kept.reduce((text, one) => text.replaceAll(one, ''), told))).toEqual([]);
    expect(openPlaces(told)).toEqual([]);
  });
});
