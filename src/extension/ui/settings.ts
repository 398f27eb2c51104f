import { workspace } from 'vscode';
import type { ConfigurationChangeEvent, Uri } from 'vscode';
import type { Infer } from '../../schema/schema';
import { SETTINGS } from '../contributions/settings';
import type { SettingId } from '../contributions/settings';

export type SettingValue<Id extends SettingId> = Infer<(typeof SETTINGS)[Id]['schema']>;

/** A setting as it holds for a resource; its default when what is written there has the wrong type. */
export function readSetting<Id extends SettingId>(id: Id, resource?: Uri): SettingValue<Id> {
  const { schema } = SETTINGS[id];
  const value = workspace.getConfiguration(undefined, resource).get<unknown>(id);
  return (accepts(schema, value) ? value : schema.default) as SettingValue<Id>;
}

export const affects = (event: ConfigurationChangeEvent, id: SettingId): boolean =>
  event.affectsConfiguration(id);

function accepts(schema: (typeof SETTINGS)[SettingId]['schema'], value: unknown): boolean {
  if (schema.kind === 'enum') return typeof value === 'string' && value in schema.values;
  if (schema.kind === 'list') return Array.isArray(value);
  return typeof value === schema.kind;
}
