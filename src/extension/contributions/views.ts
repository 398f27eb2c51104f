/** The activity bar's container and the one view in it. */
export const CONTAINER = {
  id: 'initscope',
  title: 'InitScope',
  icon: 'media/icons/activity.svg',
} as const;

export const RUNS_VIEW = 'initscope.runs';
/** Context key: the explorer shows some runs only. */
export const RUNS_FILTERED = 'initscope.runsFiltered';

/** View type of the run panel, for its serializer. */
export const RUN_PANEL = 'initscope.run';

export const VIEWS = [
  { id: RUNS_VIEW, name: 'Runs', contextualTitle: 'InitScope Runs', icon: CONTAINER.icon },
] as const;

/** A link that welcome views and walkthroughs show as a button where it has a line of its own. */
export const button = (title: string, command: string): string => `[${title}](command:${command})`;

/** Shown while the explorer is empty. */
export const WELCOME = [
  {
    id: 'noRuns',
    view: RUNS_VIEW,
    when: 'workspaceFolderCount > 0 && isWorkspaceTrusted',
    contents: [
      'No run yet. An init experiment trains one network from several initializers and shows side by side what each does to activations, gradients and learning.',
      button('Run the example', 'initscope.runExample'),
      button('New experiment', 'initscope.newExperiment'),
      'Which engine trains on this machine? ' + button('Ask the doctor', 'initscope.doctor'),
      button('Get started', 'initscope.getStarted'),
    ],
  },
  {
    id: 'noFolder',
    view: RUNS_VIEW,
    when: 'workspaceFolderCount == 0',
    contents: [
      'Runs are kept beside your experiments, so InitScope needs a folder.',
      button('Open folder', 'vscode.openFolder'),
      button('Open documentation', 'initscope.openDocumentation'),
    ],
  },
  {
    id: 'untrusted',
    view: RUNS_VIEW,
    when: 'workspaceFolderCount > 0 && !isWorkspaceTrusted',
    contents: [
      'Experiments run code and read files that their config names. Nothing runs before you trust this workspace.',
      button('Manage workspace trust', 'workbench.trust.manage'),
      button('Open documentation', 'initscope.openDocumentation'),
    ],
  },
] as const;
