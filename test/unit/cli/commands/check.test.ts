import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main } from '../../../../src/cli/program';
import { userFolders } from '../../../../src/trainer/userFolders';

const folder = mkdtempSync(join(tmpdir(), 'initscope-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = (initializers: string, dataset = 'mnist-embedded'): string =>
  `dataset: ${dataset}\nmodel:\n  layers: [flatten, { dense: 64 }, { dense: 64 }, { dense: 10 }]\ninitializers: ${initializers}\n`;

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const code = await main(args, {
    io: {
      out: (more) => void (text.out += more),
      err: (more) => void (text.err += more),
      errIsTerminal: false,
      columns: 80,
      cwd: folder,
      env: {},
      now: () => 0,
      onInterrupt: () => () => undefined,
    },
    distFolder: folder,
    version: '1.2.3',
    folders: userFolders('linux', folder, {}),
  });
  return { code, ...text };
}

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

test('a good config passes, one that cannot learn fails', async () => {
  const good = write('good.initscope.yaml', config('[heNormal]'));
  const bad = write('bad.initscope.yaml', config('[zeros]'));
  expect(await run('check', good)).toEqual({ code: 0, out: '1 config: nothing to say\n', err: '' });
  const failed = await run('check', good, bad);
  expect(failed.code).toBe(2);
  expect(failed.out).toMatch(/^bad\.initscope\.yaml:4:16: error: cannot learn: .* \(broken-symmetry\)\n/);
  expect(failed.out).toContain('   |                ^^^^^\n');
});

test('mistakes of the config are told with the findings', async () => {
  const { code, out } = await run('check', write('typo.initscope.yaml', config('[heNorml, zeros]')));
  expect(code).toBe(2);
  expect(out).toContain('did you mean "heNormal"? (unknown-value)');
});

test('warnings fail when asked to, unless ignored', async () => {
  const warned = write('raw.initscope.yaml', config('[heNormal]', '{ source: mnist, normalization: none }'));
  expect((await run('check', warned)).code).toBe(0);
  expect((await run('check', '--strict', warned)).code).toBe(2);
  const codes = ['unnormalized-input', 'initial-loss', 'learning-rate'];
  expect((await run('check', warned, '--strict', '--ignore', ...codes)).code).toBe(0);
});

test('--json gives places and codes', async () => {
  const { out } = await run('check', '--json', write('bad.initscope.yaml', config('[zeros]')));
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    files: [
      {
        path: 'bad.initscope.yaml',
        problems: [{ severity: 'error', code: 'broken-symmetry', line: 4, column: 16 }],
      },
    ],
  });
});

test('--sarif gives a log whose results refer to described rules', async () => {
  const { out } = await run('check', '--sarif', write('bad.initscope.yaml', config('[zeros]')));
  const log = JSON.parse(out) as {
    version: string;
    runs: {
      tool: { driver: { version: string; rules: { id: string }[] } };
      results: { ruleId: string; level: string }[];
    }[];
  };
  expect(log.version).toBe('2.1.0');
  const [{ tool, results } = { tool: undefined, results: [] }] = log.runs;
  expect(results).toMatchObject([{ ruleId: 'broken-symmetry', level: 'error' }]);
  expect(tool?.driver.rules.map(({ id }) => id)).toContain('broken-symmetry');
  expect(tool?.driver.version).toBe('1.2.3');
});

test('a file that cannot be read is said to be', async () => {
  const { code, err } = await run('check', 'none.initscope.yaml');
  expect(code).toBe(2);
  expect(err).toMatch(/^none\.initscope\.yaml cannot be read: /);
});

test('predict prints a table per initializer', async () => {
  const { code, out } = await run('predict', write('good.initscope.yaml', config('[heNormal, zeros]')));
  expect(code).toBe(0);
  expect(out).toMatch(/^heNormal: ×1 per layer, keeps its signal\nfirst loss 2\.\d+, chance 2\.3026\n/);
  expect(out).toMatch(/dense_2 +64 +0\.177 +0\.225/);
  expect(out).toContain('zeros: learns nothing: no weight gets a gradient');
});

test('predict --json holds the whole prediction', async () => {
  const { out } = await run('predict', '--json', write('good.initscope.yaml', config('[heNormal]')));
  const { initializers } = JSON.parse(out) as {
    initializers: { initializer: string; layers: { name: string }[] }[];
  };
  expect(initializers.map(({ initializer }) => initializer)).toEqual(['heNormal']);
  expect(initializers[0]?.layers.map(({ name }) => name)).toEqual([
    'flatten_1',
    'dense_1',
    'dense_2',
    'dense_3',
  ]);
});

test('predict tells the mistakes of a config that is not valid', async () => {
  const { code, err } = await run('predict', write('typo.initscope.yaml', config('[heNorml]')));
  expect(code).toBe(2);
  expect(err).toContain('did you mean "heNormal"?');
});
