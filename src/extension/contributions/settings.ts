import { IGNORE_SETTING } from '../../language/names';
import { RUNS_FOLDER } from '../../runs/store/layout';
import { boolean, enumeration, list, string } from '../../schema/schema';
import type { EnginePreference } from '../../shared/engineNames';
import type { SettingContribution } from './contribution';

const ENGINES: Readonly<Record<EnginePreference, string>> = {
  auto: 'What the config says or, if it leaves that open, the first engine of this list that loads and computes correctly here.',
  'tensorflow-gpu': 'TensorFlow on an NVIDIA GPU (`@tensorflow/tfjs-node-gpu`, installed on demand).',
  tensorflow: 'TensorFlow on the CPU (`@tensorflow/tfjs-node`, installed on demand).',
  webgpu: 'Any GPU with a Vulkan, Metal or Direct3D 12 driver (npm package `webgpu`).',
  onnxruntime: 'ONNX Runtime on the CPU: training steps compiled to one graph.',
  wasm: 'WebAssembly on the CPU: ships inside and works everywhere.',
  cpu: 'Plain JavaScript: slow, the reference for correctness.',
};

/** The one table of settings: package.json, the reference docs and `readSetting` follow it. */
export const SETTINGS = {
  'initscope.engine': {
    schema: enumeration(ENGINES, {
      doc: 'Where tensors are computed. Anything but `auto` goes before what a config says. *InitScope: Doctor* shows which engines work here.',
      default: 'auto',
    }),
    scope: 'machine-overridable',
    restricted: true,
  },
  'initscope.runsFolder': {
    schema: string({
      doc: 'Folder that runs are written to and listed from; relative paths start at the workspace folder. `tensorboard --logdir` opens it too.',
      default: RUNS_FOLDER,
      minLength: 1,
    }),
    scope: 'resource',
    restricted: true,
  },
  'initscope.logFolders': {
    schema: list(string({ doc: 'Folder; relative paths start at the workspace folder.' }), {
      doc: 'TensorBoard log folders of other programs that are listed among the runs, each as one run that is only read. Relative paths start at the workspace folder.',
      default: [],
    }),
    scope: 'resource',
    restricted: true,
  },
  'initscope.datasetCache': {
    schema: string({
      doc: 'Folder that downloaded datasets are kept in. Empty: the cache that the command line uses too.',
      default: '',
    }),
    scope: 'machine-overridable',
    restricted: true,
  },
  'initscope.openPanelOnRun': {
    schema: boolean({ doc: 'Show the curves of a run as soon as it starts.', default: true }),
    scope: 'window',
    restricted: false,
  },
  'initscope.notifyWhenFinished': {
    schema: boolean({ doc: 'Say so when a run has finished while its panel is not in view.', default: true }),
    scope: 'window',
    restricted: false,
  },
  [IGNORE_SETTING]: {
    schema: list(string({ doc: 'Code of a finding.' }), {
      doc: 'Findings about configs that are not shown anywhere. A single one is silenced in the file by a comment `# initscope-ignore <code>` on its line or above.',
      default: [],
    }),
    scope: 'window',
    restricted: false,
    items: 'ruleCodes',
  },
  'initscope.trace.server': {
    schema: enumeration(
      {
        off: 'Nothing.',
        messages: 'One line per message.',
        verbose: 'Messages with their contents.',
      },
      { doc: 'What the log shows of the messages between editor and language server.', default: 'off' },
    ),
    scope: 'window',
    restricted: false,
  },
} as const satisfies Readonly<Record<string, SettingContribution>>;

export type SettingId = keyof typeof SETTINGS;
