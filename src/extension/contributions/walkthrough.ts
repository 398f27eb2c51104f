import { button } from './views';

/** Id of the walkthrough within the extension. */
export const WALKTHROUGH = 'start';

/** Context keys that tick off the steps; kept by `experiments/milestones.ts`. */
export const MILESTONES = {
  configOpened: 'initscope.configOpened',
  runStarted: 'initscope.runStarted',
  panelOpened: 'initscope.panelOpened',
  runFinished: 'initscope.runFinished',
} as const;

export type Milestone = keyof typeof MILESTONES;

export interface WalkthroughStep {
  readonly title: string;
  readonly description: readonly string[];
  /** Done once this has been reached. */
  readonly done: Milestone;
  /** Path of the pictures without `-<theme>.png`; all are taken from the product by `scripts/screenshots/`. */
  readonly picture: string;
  readonly alt: string;
}

/** From nothing to a finished run. */
export const STEPS = {
  choose: {
    title: 'Choose an experiment',
    description: [
      'An experiment is one file: data, a network, and the initializers to compare. The example trains six of them on handwritten digits that come with InitScope, in about half a minute.',
      button('Run the example', 'initscope.runExample'),
      'Or start from another template; the eye shows its config.',
      button('New experiment', 'initscope.newExperiment'),
      'Experiments and their runs are kept in a folder: ' + button('Open folder', 'vscode.openFolder'),
    ],
    done: 'configOpened',
    picture: 'media/walkthrough/choose',
    alt: 'A list of templates with what each of them shows',
  },
  train: {
    title: 'Train it',
    description: [
      'Before anything trains, the file already says what theory expects: how much signal each layer passes on, and which initializer will not learn. The lens above it runs all initializers, or one.',
      button('Run init experiment', 'initscope.run'),
    ],
    done: 'runStarted',
    picture: 'media/walkthrough/train',
    alt: 'A config with lenses to run it and hints of what each initializer will do',
  },
  watch: {
    title: 'Watch the curves',
    description: [
      'Loss and accuracy move while it trains. _Layers_ shows how far the signal gets and which units are dead; the scrubber goes back to step 0, initialisation itself.',
      button('Open run', 'initscope.openRun'),
    ],
    done: 'panelOpened',
    picture: 'docs/images/panel-overview',
    alt: 'The run panel with curves of loss and accuracy',
  },
  conclude: {
    title: 'See what came of it',
    description: [
      'When the run has finished, its table says which initializer was best and what went wrong with the others. The run stays in the sidebar: compare it, tag it, export a report, copy its network as Keras or PyTorch code.',
      button('Export report', 'initscope.exportReport'),
    ],
    done: 'runFinished',
    picture: 'docs/images/explorer',
    alt: 'The list of runs with the result of each initializer',
  },
} as const satisfies Readonly<Record<string, WalkthroughStep>>;
