import type { Action } from './notify';

/** Something went wrong that a person can act on: the message says what, the actions what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly actions: readonly Action[];

  constructor(message: string, ...actions: Action[]) {
    super(message);
    this.actions = actions;
  }
}

/** A person backed out of a dialog: nothing to say. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
