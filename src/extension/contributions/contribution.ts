import type { BooleanSchema, EnumSchema, ListSchema, NumberSchema, StringSchema } from '../../schema/schema';

/** Menus that commands are placed in; ids of VS Code's `contributes.menus`. */
export type Menu =
  'view/title' | 'view/item/context' | 'editor/title/run' | 'explorer/context' | 'editor/context';

export interface MenuPlacement {
  readonly in: Menu;
  readonly when: string;
  readonly group: string;
}

export interface CommandContribution {
  /** Shown after the category: "InitScope: <title>". */
  readonly title: string;
  /** One sentence for the reference docs. */
  readonly doc: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly menus: readonly MenuPlacement[];
}

export interface SettingContribution {
  readonly schema: (BooleanSchema | NumberSchema | StringSchema | EnumSchema | ListSchema<StringSchema>) & {
    readonly default: unknown;
  };
  readonly scope: 'window' | 'resource' | 'machine-overridable';
  /** A workspace may set it only once it is trusted. */
  readonly restricted: boolean;
  /** What the items of a list are chosen from, where that is too much for the extension to load with its settings. */
  readonly items?: 'ruleCodes';
}
