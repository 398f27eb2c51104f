import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { locateServices } from '../engine/services';
import { userFolders } from '../trainer/userFolders';
import { processIo } from './io';
import { main } from './program';

/** Entry of the `initscope` command; bundled to dist/cli.cjs, beside what it needs. */

const { packageFolder } = locateServices(__dirname, []);
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  readonly version: string;
};

void main(process.argv.slice(2), {
  io: processIo(),
  distFolder: __dirname,
  version,
  folders: userFolders(process.platform, homedir(), process.env),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
