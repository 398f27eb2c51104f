import { join } from 'node:path';

/** Folders of the user that outlive a workspace and are shared by the command line and the editor. */
export interface UserFolders {
  /** Downloaded datasets, one folder each. */
  readonly datasets: string;
  /** Engines installed on demand, with a node_modules. */
  readonly engines: string;
}

/** Each system's place for caches and for data (XDG Base Directory Specification, Apple's and Microsoft's guides). */
export function userFolders(
  platform: NodeJS.Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): UserFolders {
  const [cache, data] = basesOf(platform, home, env);
  return { datasets: join(cache, 'initscope', 'datasets'), engines: join(data, 'initscope', 'engines') };
}

function basesOf(
  platform: NodeJS.Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly [cache: string, data: string] {
  if (platform === 'darwin')
    return [join(home, 'Library', 'Caches'), join(home, 'Library', 'Application Support')];
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    return [local, local];
  }
  return [
    env['XDG_CACHE_HOME'] ?? join(home, '.cache'),
    env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'),
  ];
}
