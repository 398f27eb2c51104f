import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { sequentialBatches } from '../../src/data/batches';
import { loadDataset } from '../../src/data/load';
import type { RunManifest } from '../../src/runs/run';
import { listCheckpoints, readCheckpoint } from '../../src/runs/store/checkpoints';
import { trialFolderOf } from '../../src/runs/store/layout';
import { RunReader } from '../../src/runs/store/runReader';
import { formatCount } from '../../src/shared/figures';
import type { TrialId } from '../../src/shared/metrics';
import { readWeights } from '../../src/weights/readWeights';
import { describeInVsCode } from './support/editor';
import type { Workbench } from './support/workbench';
import { runInTerminal, untilListed } from './support/terminal';
import { LONG, stepBeyond, until } from './support/wait';
import { config, ENDLESS } from './support/workspace';

const trialOf = ({ experiment }: RunManifest): TrialId => ({
  initializer: 'heNormal',
  seed: experiment.training.seeds[0] ?? NaN,
});

/** Shows what is below `heNormal` in the only run of an experiment, and below no other row. */
async function unfoldHeNormal(workbench: Workbench, experiment: string): Promise<void> {
  await workbench.page.locator('.sidebar .composite.title [aria-label="Collapse All"]').click();
  await workbench.unfold(workbench.row(experiment));
  await workbench.unfold(workbench.runOf(experiment));
  await workbench.unfold(workbench.row(/^heNormal/));
}

describeInVsCode('what a run has kept', {}, (editor) => {
  test('checkpoints stand below their initializer: evaluated and tabulated', async () => {
    const { workbench } = editor();
    const { panel } = workbench;
    const keeping = config({ name: 'kept', steps: 60 }).replace(
      'evaluationInterval: 50',
      'evaluationInterval: 20, checkpoint: { steps: 20, keepLast: 3 }',
    );
    await workbench.openRuns();
    await runInTerminal(editor(), 'kept', keeping);
    await untilListed(editor(), 'kept');
    await unfoldHeNormal(workbench, 'kept');
    const checkpoint = (step: number) => workbench.row(new RegExp(`^Step ${step}`));
    await until(checkpoint(60)).toMatch(/accuracy \d+\.\d % · latest/);
    expect(await checkpoint(20).count()).toBe(1);
    expect(await checkpoint(40).count()).toBe(1);

    await workbench.contextMenu(checkpoint(40), 'Evaluate');
    await workbench
      .notification(/heNormal, seed \d+, step 40: accuracy \d+\.\d %, loss \S+ on 300 validation samples/)
      .waitFor();

    await workbench.contextMenu(checkpoint(60), 'Show weights across checkpoints');
    await workbench.tab('Weights of heNormal').waitFor();
    const table = panel.frame.locator('h3', { hasText: 'dense_1/kernel' }).locator('+ table');
    await until(table).toMatch(/Step\s*Mean[^]*20[^]*40[^]*60[^]*\d %/);
  });

  test('the network of a checkpoint is exported: weights as they were kept, and as ONNX what was evaluated', async () => {
    const { workbench, workspace, environment } = editor();
    const { quickInput } = workbench;
    await workbench.openRuns();
    await runInTerminal(editor(), 'exported');
    await untilListed(editor(), 'exported');
    await unfoldHeNormal(workbench, 'exported');
    const save = async (entry: string, ending: string): Promise<string> => {
      const name = `exported-heNormal-60.${ending}`;
      const file = path.join(workspace.folder, name);
      await workbench.contextMenu(workbench.row(/^Step 60/), entry);
      await expect.poll(() => quickInput.inputValue(), LONG).toBe(file);
      await quickInput.press('Enter');
      await workbench.notification(`has been saved as ${name}`).waitFor();
      return file;
    };
    const { folder, manifest } = await workspace.run('exported');
    const [kept] = await listCheckpoints(trialFolderOf(folder, trialOf(manifest)));
    const { tensors } = await readCheckpoint(kept?.folder ?? '');

    const weights = await readWeights(await save('Export as safetensors', 'safetensors'));
    expect(Object.keys(weights)).toEqual([
      ...[
        'dense_1/kernel',
        'dense_1/bias',
        'dense_2/kernel',
        'dense_2/bias',
        'dense_3/kernel',
        'dense_3/bias',
      ],
    ]);
    for (const [name, tensor] of Object.entries(weights)) expect(tensor).toEqual(tensors[`weights/${name}`]);

    const session = await ort.InferenceSession.create(await save('Export as ONNX', 'onnx'));
    const { validation } = await loadDataset(manifest.experiment.dataset, {
      mediaFolder: path.join(path.dirname(environment.cli), '../media'),
      cacheFolder: workspace.folder,
    });
    const [batch] = [...sequentialBatches(validation, validation.count)];
    const { inputs = new Float32Array(), targets = [] } = batch ?? {};
    const input = new ort.Tensor('float32', inputs, [validation.count, ...validation.shape]);
    const { output } = await session.run({ input });
    const logits = output?.data as Float32Array;
    const right = [...targets].filter((label, sample) => {
      const own = logits.subarray(10 * sample, 10 * (sample + 1));
      return own.indexOf(Math.max(...own)) === label;
    });
    expect(right.length / validation.count).toBeCloseTo(kept?.facts.validation?.accuracy ?? NaN, 6);
  });

  test('a new experiment from a checkpoint stands beside its config, has no mistake, and goes on from these weights', async () => {
    const { workbench, workspace } = editor();
    const { page, panel } = workbench;
    await mkdir(path.join(workspace.folder, 'below'));
    await workbench.openRuns();
    await runInTerminal(editor(), 'below/begun', config({ name: 'begun', steps: 60 }));
    await untilListed(editor(), 'begun');
    await unfoldHeNormal(workbench, 'begun');

    await workbench.contextMenu(workbench.row(/^Step 60/), 'New experiment from here');
    await workbench.tab('begun-step-60.initscope.yaml').waitFor();
    expect(workspace.has('below/begun-step-60.initscope.yaml')).toBe(true);
    await until(page.locator('.codelens-decoration', { hasText: 'nothing is drawn' })).toContain(
      'all layers begin with weights of',
    );
    await workbench.codeLens('Run experiment').click();
    await until(panel.state).toBe('Finished');
    await until(panel.title).toBe('begun-step-60');
    // a problem would have been told by now: the run's trainer reads the config as the language server does
    expect(await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').count()).toBe(0);

    const accuracyAt = async (experiment: string, step: number): Promise<number | undefined> => {
      const { folder } = await workspace.run(experiment);
      const reader = new RunReader(folder);
      await reader.poll();
      const key = { ...trialOf(reader.manifest), split: 'validation', tag: 'accuracy' } as const;
      const { steps, values } = reader.find(key) ?? {};
      return values?.[steps?.indexOf(step) ?? -1];
    };
    const end = await accuracyAt('begun', 60);
    expect(end).toBeGreaterThan(0.2);
    expect(await accuracyAt('begun-step-60', 0)).toBe(end);
  });

  test('a run that was stopped goes on from the row of its latest checkpoint', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    const text = config({ name: 'halted', initializers: ['heNormal'], steps: ENDLESS });
    await workspace.write('halted.initscope.yaml', text);
    await workbench.openRuns();
    await workbench.openFile('halted.initscope.yaml');
    await workbench.codeLens('Run experiment').click();
    await stepBeyond(50, panel);
    await panel.button('Stop').click();
    await until(panel.state).toBe('Stopped');
    const { manifest } = await workspace.run('halted');
    const kept = manifest.trials[0]?.checkpoint ?? NaN;
    await unfoldHeNormal(workbench, 'halted');

    await workbench.contextMenu(workbench.row(new RegExp(`^Step ${formatCount(kept)}`)), 'Resume');
    await until(panel.state).toBe('Running');
    await stepBeyond(kept, panel);
    await panel.button('Stop').click();
    await until(panel.state).toBe('Stopped');
    expect(await workspace.runs('halted')).toHaveLength(1);
    expect((await workspace.run('halted')).manifest.trials[0]?.checkpoint).toBeGreaterThan(kept);
  });

  test('the operations of the compiled step are listed in the Model tab', async () => {
    const { workbench } = editor();
    const { panel } = workbench;
    await workbench.openRuns();
    await runInTerminal(editor(), 'listed');
    await untilListed(editor(), 'listed');
    await workbench.openRun(workbench.runOf('listed'));
    await until(panel.state).toBe('Finished');
    await panel.openTab('Model');
    const operations = panel.frame.locator('details.operations');
    await operations.locator('summary').click();
    const rows = operations.locator('tbody tr');
    await expect.poll(() => rows.count(), LONG).toBeGreaterThan(20);
    await until(operations.locator('.hint')).toMatch(/^\d+ in the order in which they run/);
    await until(rows.filter({ hasText: 'MatMul' })).toContain('48');
  });
});
