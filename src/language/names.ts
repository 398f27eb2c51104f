/** Names that the extension's manifest, the client and the server agree on. */

/** Language ids of config files, as contributed to the editor. */
export const LANGUAGE_IDS = { yaml: 'initscope', json: 'initscope-json' } as const;

/** Setting with the codes of findings not to be told of. */
export const IGNORE_SETTING = 'initscope.diagnostics.ignore';

/** Setting with the folder that runs are kept in. */
export const RUNS_FOLDER_SETTING = 'initscope.runsFolder';

/** Commands that the server's code lenses name and the client carries out. */
export const LENS_COMMANDS = {
  run: 'initscope.run',
  openRun: 'initscope.openRun',
  compareRuns: 'initscope.compareRuns',
} as const;
