import type { Uri } from 'vscode';
import type { RunReference, RunTarget } from '../../language/protocol';
import type { CommandContribution } from './contribution';
import { IS_CONFIG_FILE, IS_CONFIG_LANGUAGE } from './languages';
import { RUNS_FILTERED, RUNS_VIEW } from './views';

/**
 * What each command may be called with. Menus, code lenses and the palette all leave arguments out or add their own,
 * so every argument is optional and checked again when the command runs.
 */
export interface CommandArguments {
  'initscope.run': [target?: RunTarget | Uri];
  'initscope.stop': [run?: RunReference];
  'initscope.pause': [run?: RunReference];
  'initscope.resume': [run?: RunReference];
  'initscope.runExample': [];
  'initscope.newExperiment': [];
  'initscope.openRun': [run?: RunReference & { readonly tab?: 'sweep' }];
  'initscope.openLogs': [folder?: Uri];
  'initscope.compareRuns': [run?: RunReference, selection?: readonly RunReference[]];
  'initscope.runAgain': [run?: RunReference];
  'initscope.openConfig': [run?: RunReference];
  'initscope.renameRun': [run?: RunReference];
  'initscope.pinRun': [run?: RunReference, selection?: readonly RunReference[]];
  'initscope.editNote': [run?: RunReference];
  'initscope.editTags': [run?: RunReference, selection?: readonly RunReference[]];
  'initscope.sortRuns': [];
  'initscope.filterRuns': [];
  'initscope.showAllRuns': [];
  'initscope.diffConfigs': [run?: RunReference, selection?: readonly RunReference[]];
  'initscope.deleteRun': [run?: RunReference, selection?: readonly RunReference[]];
  'initscope.revealRun': [run?: RunReference];
  'initscope.exportReport': [run?: RunReference];
  'initscope.copyAsKeras': [run?: RunReference];
  'initscope.copyAsPytorch': [run?: RunReference];
  'initscope.evaluateCheckpoint': [checkpoint?: RunReference];
  'initscope.showWeights': [checkpoint?: RunReference];
  'initscope.startFromCheckpoint': [checkpoint?: RunReference];
  'initscope.exportOnnx': [checkpoint?: RunReference];
  'initscope.exportSafetensors': [checkpoint?: RunReference];
  'initscope.doctor': [];
  'initscope.installTensorflowGpu': [];
  'initscope.installEngine': [];
  'initscope.showLog': [];
  'initscope.getStarted': [];
  'initscope.openDocumentation': [];
}

export type CommandId = keyof CommandArguments;

const inRuns = `view == ${RUNS_VIEW}`;
/** Context values of the explorer's items are made in `explorer/model.ts`. */
const onRun = `${inRuns} && viewItem =~ /^run\\b/`;
const onOneRun = `${onRun} && !listMultiSelection`;
/** Also on logs of other programs. */
const onReadable = `${inRuns} && viewItem =~ /^(run|logs)\\b/`;
/** Also on the initializers of a run. */
const onNetwork = `${inRuns} && viewItem =~ /^(run|initializer)\\b/ && !listMultiSelection`;
const onTrainingRun = `${inRuns} && viewItem =~ /^run\\.here\\b/`;
const onEndedRun = `${onRun} && viewItem =~ /\\.ended$/`;
const onCheckpoint = `${inRuns} && viewItem =~ /^checkpoint\\b/ && !listMultiSelection`;
/** Also on initializers that have kept checkpoints. */
const onKept = `${inRuns} && viewItem =~ /^(checkpoint\\b|initializer\\.kept$)/ && !listMultiSelection`;
/** All runs of a sweep. */
const onSweep = `${inRuns} && viewItem =~ /^sweep\\b/`;
const onUnfinishedSweep = `${inRuns} && viewItem == sweep.unfinished`;
const onResumableRun = `${inRuns} && viewItem == run.elsewhere.resumable.ended`;

/**
 * The one table of commands: package.json, the palette, menus and `registerCommands` follow it. None is hidden for want
 * of trust: one that needs it says so, with a button.
 */
export const COMMANDS: { readonly [Id in CommandId]: CommandContribution } = {
  'initscope.run': {
    title: 'Run init experiment',
    doc: 'Trains every initializer of the active config; else asks which config or template to run.',
    icon: 'play',
    menus: [
      { in: 'editor/title/run', when: IS_CONFIG_LANGUAGE, group: 'navigation@1' },
      { in: 'explorer/context', when: IS_CONFIG_FILE, group: 'navigation@90' },
      { in: 'view/title', when: inRuns, group: 'navigation@1' },
    ],
  },
  'initscope.stop': {
    title: 'Stop',
    doc: 'Ends the training of a run within one step; what was measured stays.',
    icon: 'debug-stop',
    menus: [
      { in: 'view/item/context', when: onTrainingRun, group: 'inline@2' },
      { in: 'view/item/context', when: onTrainingRun, group: '2_training@2' },
    ],
  },
  'initscope.pause': {
    title: 'Pause',
    doc: 'Holds the training of a run after the current step.',
    icon: 'debug-pause',
    menus: [
      { in: 'view/item/context', when: `${inRuns} && viewItem == run.here.running`, group: 'inline@1' },
      { in: 'view/item/context', when: `${inRuns} && viewItem == run.here.running`, group: '2_training@1' },
    ],
  },
  'initscope.resume': {
    title: 'Resume',
    doc: 'Goes on with a run that was paused, stopped or interrupted, as if it never had been.',
    icon: 'debug-continue',
    menus: [
      { in: 'view/item/context', when: `${inRuns} && viewItem == run.here.paused`, group: 'inline@1' },
      { in: 'view/item/context', when: `${inRuns} && viewItem == run.here.paused`, group: '2_training@1' },
      { in: 'view/item/context', when: onResumableRun, group: 'inline@1' },
      { in: 'view/item/context', when: onUnfinishedSweep, group: 'inline@1' },
      { in: 'view/item/context', when: `${onUnfinishedSweep} && !listMultiSelection`, group: '2_training@1' },
      { in: 'view/item/context', when: `${onResumableRun} && !listMultiSelection`, group: '2_training@1' },
      {
        in: 'view/item/context',
        when: `${inRuns} && viewItem == checkpoint.resumable && !listMultiSelection`,
        group: '2_training@1',
      },
    ],
  },
  'initscope.newExperiment': {
    title: 'New experiment',
    doc: 'Writes a new config file from a template and opens it.',
    icon: 'new-file',
    menus: [{ in: 'view/title', when: inRuns, group: 'navigation@2' }],
  },
  'initscope.runExample': {
    title: 'Run the example',
    doc: 'Trains the first template, which is written into the workspace unless it is there.',
    icon: 'rocket',
    menus: [],
  },
  'initscope.openRun': {
    title: 'Open run',
    doc: 'Shows the curves of a run.',
    icon: 'graph-line',
    menus: [
      { in: 'view/item/context', when: `${onReadable} && !listMultiSelection`, group: '1_open@1' },
      { in: 'view/item/context', when: `${onSweep} && !listMultiSelection`, group: '1_open@1' },
    ],
  },
  'initscope.openLogs': {
    title: 'Open TensorBoard logs…',
    doc: 'Shows the TensorBoard logs in a folder, whatever program writes them, as a run.',
    icon: 'graph-line',
    menus: [{ in: 'explorer/context', when: 'explorerResourceIsFolder', group: 'navigation@91' }],
  },
  'initscope.compareRuns': {
    title: 'Compare runs',
    doc: 'Shows the curves of two or more runs in one panel, and beside it their best figures and what else differs.',
    icon: 'diff',
    menus: [
      { in: 'view/item/context', when: onReadable, group: '1_open@2' },
      { in: 'view/item/context', when: onSweep, group: '1_open@2' },
      { in: 'view/title', when: inRuns, group: '1_runs@1' },
    ],
  },
  'initscope.runAgain': {
    title: 'Run again',
    doc: 'Trains the experiment of a run once more, with its config as it was.',
    icon: 'debug-restart',
    menus: [{ in: 'view/item/context', when: `${onEndedRun} && !listMultiSelection`, group: '2_training@2' }],
  },
  'initscope.openConfig': {
    title: 'Open config',
    doc: 'Opens the config file that a run was made from.',
    icon: 'go-to-file',
    menus: [{ in: 'view/item/context', when: onOneRun, group: '1_open@3' }],
  },
  'initscope.renameRun': {
    title: 'Rename run…',
    doc: 'Gives a run a name of your own.',
    icon: 'edit',
    menus: [{ in: 'view/item/context', when: onOneRun, group: '4_modify@1' }],
  },
  'initscope.pinRun': {
    title: 'Pin or unpin',
    doc: 'Lists runs above all others, or no longer.',
    icon: 'pin',
    menus: [{ in: 'view/item/context', when: onRun, group: '4_modify@2' }],
  },
  'initscope.editNote': {
    title: 'Edit note…',
    doc: 'Writes a note on a run, shown where the run is pointed at.',
    icon: 'note',
    menus: [{ in: 'view/item/context', when: onOneRun, group: '4_modify@3' }],
  },
  'initscope.editTags': {
    title: 'Edit tags…',
    doc: 'Gives runs tags of your own, shown beside them and found by the filter as `#tag`.',
    icon: 'tag',
    menus: [{ in: 'view/item/context', when: onRun, group: '4_modify@4' }],
  },
  'initscope.sortRuns': {
    title: 'Sort runs…',
    doc: 'Lists runs by start, name or best result.',
    icon: 'sort-precedence',
    menus: [{ in: 'view/title', when: inRuns, group: '1_runs@2' }],
  },
  'initscope.filterRuns': {
    title: 'Filter runs…',
    doc: 'Lists only the runs that match words in names, notes, tags, initializers, state, engine or dataset.',
    icon: 'filter',
    menus: [{ in: 'view/title', when: inRuns, group: 'navigation@3' }],
  },
  'initscope.showAllRuns': {
    title: 'Show all runs',
    doc: 'Ends the filter of the list of runs.',
    icon: 'clear-all',
    menus: [{ in: 'view/title', when: `${inRuns} && ${RUNS_FILTERED}`, group: 'navigation@4' }],
  },
  'initscope.diffConfigs': {
    title: 'Compare configs',
    doc: 'Opens the configs of two runs, as they were, in a diff editor.',
    icon: 'diff-multiple',
    menus: [{ in: 'view/item/context', when: `${onRun} && listMultiSelection`, group: '1_open@3' }],
  },
  'initscope.deleteRun': {
    title: 'Delete run',
    doc: 'Moves runs to the trash folder beside the runs, from where Undo brings them back.',
    icon: 'trash',
    menus: [
      { in: 'view/item/context', when: `${onRun} && !(${onTrainingRun})`, group: '4_modify@9' },
      { in: 'view/item/context', when: onSweep, group: '4_modify@9' },
    ],
  },
  'initscope.revealRun': {
    title: 'Reveal run folder',
    doc: "Shows the folder of a run in the system's file manager.",
    icon: 'folder-opened',
    menus: [{ in: 'view/item/context', when: onOneRun, group: '3_files@1' }],
  },
  'initscope.exportReport': {
    title: 'Export report…',
    doc: 'Saves a run as one self-contained HTML page.',
    icon: 'export',
    menus: [{ in: 'view/item/context', when: `${onReadable} && !listMultiSelection`, group: '3_files@2' }],
  },
  'initscope.copyAsKeras': {
    title: 'Copy as Keras code',
    doc: 'Copies the network of a run with one of its initializers as a Keras 3 model.',
    icon: 'copy',
    menus: [{ in: 'view/item/context', when: onNetwork, group: '3_files@3' }],
  },
  'initscope.copyAsPytorch': {
    title: 'Copy as PyTorch code',
    doc: 'Copies the network of a run with one of its initializers as a PyTorch module.',
    icon: 'copy',
    menus: [{ in: 'view/item/context', when: onNetwork, group: '3_files@4' }],
  },
  'initscope.evaluateCheckpoint': {
    title: 'Evaluate',
    doc: 'Runs a network that a run has kept on the validation set and tells its accuracy and loss.',
    icon: 'beaker',
    menus: [{ in: 'view/item/context', when: onCheckpoint, group: '1_open@4' }],
  },
  'initscope.showWeights': {
    title: 'Show weights across checkpoints',
    doc: "Tabulates statistics of each layer's weights at the checkpoints that were kept.",
    icon: 'table',
    menus: [{ in: 'view/item/context', when: onKept, group: '1_open@5' }],
  },
  'initscope.startFromCheckpoint': {
    title: 'New experiment from here',
    doc: 'Writes a new config that begins with the weights of a checkpoint and opens it.',
    icon: 'new-file',
    menus: [{ in: 'view/item/context', when: onCheckpoint, group: '2_training@3' }],
  },
  'initscope.exportOnnx': {
    title: 'Export as ONNX…',
    doc: 'Saves the network of a checkpoint as an ONNX model.',
    icon: 'export',
    menus: [{ in: 'view/item/context', when: onCheckpoint, group: '3_files@5' }],
  },
  'initscope.exportSafetensors': {
    title: 'Export as safetensors…',
    doc: 'Saves the weights of a checkpoint as safetensors.',
    icon: 'export',
    menus: [{ in: 'view/item/context', when: onCheckpoint, group: '3_files@6' }],
  },
  'initscope.doctor': {
    title: 'Doctor',
    doc: 'Tries every engine on this machine and says what to do about each that cannot be used.',
    icon: 'pulse',
    menus: [{ in: 'view/title', when: inRuns, group: '2_engine@1' }],
  },
  'initscope.installTensorflowGpu': {
    title: 'Install TensorFlow GPU Engine',
    doc: "Installs tfjs-node-gpu into the extension's own storage.",
    icon: 'cloud-download',
    menus: [],
  },
  'initscope.installEngine': {
    title: 'Install engine…',
    doc: "Installs an engine of your choice into the extension's own storage.",
    icon: 'cloud-download',
    menus: [{ in: 'view/title', when: inRuns, group: '2_engine@2' }],
  },
  'initscope.showLog': {
    title: 'Show log',
    doc: 'Opens the log of the extension and its trainers.',
    icon: 'output',
    menus: [{ in: 'view/title', when: inRuns, group: '3_help@1' }],
  },
  'initscope.getStarted': {
    title: 'Get started',
    doc: 'Opens the walkthrough, from choosing an experiment to a finished run.',
    icon: 'mortar-board',
    menus: [{ in: 'view/title', when: inRuns, group: '3_help@0' }],
  },
  'initscope.openDocumentation': {
    title: 'Open documentation',
    doc: 'Shows what InitScope does and how its config files are written.',
    icon: 'book',
    menus: [{ in: 'view/title', when: inRuns, group: '3_help@2' }],
  },
};
