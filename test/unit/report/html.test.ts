import { describe, expect, it } from 'vitest';
import { escapeHtml, scriptText } from '../../../src/report/html';
import { jsonForScript } from '../../../src/shared/jsonForScript';

describe('escapeHtml', () => {
  it('leaves nothing that HTML reads as markup', () => {
    expect(escapeHtml(`<img onerror="x('&')">`)).toBe('&lt;img onerror=&quot;x(&#39;&amp;&#39;)&quot;&gt;');
  });
});

describe('jsonForScript', () => {
  it('cannot end its script, and reads back the same', () => {
    const value = { name: '</script><!-- <script>' };
    const text = jsonForScript(value);
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('scriptText', () => {
  it('cannot end its script', () => {
    expect(scriptText('a = "</script>"; b = `<!--`')).toBe('a = "<\\/script>"; b = `<\\!--`');
  });
});
