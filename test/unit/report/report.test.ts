import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/report/report';
import { deltaOf, manifestOf } from '../webview/model/scenes';

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

  it('tells config and environment, but not whose machine it was', () => {
    const html = build('a');
    expect(html).toContain('name: a');
    expect(html).toContain('wasm 4.22.0');
    expect(html).not.toMatch(/\/home\/someone|"machine"/);
  });
});
