/** What the schema makes of a choice from a registry. */
export interface Chosen {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface Spec {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const specOf = <C extends Chosen | undefined>(chosen: C): C extends undefined ? undefined : Spec =>
  (chosen && { name: chosen.type, parameters: chosen.parameters }) as C extends undefined ? undefined : Spec;
