import { parseAndInspect } from '../../../../src/experiment/inspect';
import { launchTrainer } from '../../../../src/trainer/client';

/** A host that starts a run with a real trainer, says which, and reads nothing any more. */
const [script = '', config = '', runsFolder = ''] = process.argv.slice(2);
const { experiment, problems } = await parseAndInspect(config, '/stuck.initscope.yaml');
if (experiment === undefined) throw new Error(JSON.stringify(problems));
const trainer = await launchTrainer({ script });
const { runFolder } = await trainer.start({
  experiment,
  config: { path: '/stuck.initscope.yaml', text: config },
  runsFolder,
  engineFolders: [],
  datasetCache: runsFolder,
});
process.send?.({ pid: trainer.pid, runFolder }, () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
