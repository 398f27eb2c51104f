import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ENGINE_PACKAGES } from '../../src/engine/packages';
import { emptyPackage, npmInstall } from './npm';
import { CACHE, NotHere, aptInstall, run } from './prerequisite';
import type { Prerequisite } from './prerequisite';
import { interpreterOf, pipInstall, python } from './python';

const environment = path.join(CACHE, 'tensorflow');
const interpreter = interpreterOf(environment);

/** The package's folder, found without the seconds that importing it takes. */
const library = (): string | undefined => {
  const code = 'import importlib.util as u; print(u.find_spec("tensorflow").submodule_search_locations[0])';
  const { status, stdout } = spawnSync(interpreter, ['-c', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

const hasWheel = process.platform === 'linux' && process.arch === 'x64';

export const keras: Prerequisite = {
  name: 'TensorFlow with Keras (PyPI)',
  neededFor: 'comparisons with Keras and its logs',
  variable: 'INITSCOPE_KERAS_PYTHON',
  find: () => (library() === undefined ? undefined : interpreter),
  async install() {
    if (!hasWheel || !existsSync(python))
      throw new NotHere('installed on Linux on x64 alone, beside Debian’s Python');
    await pipInstall(environment, ['tensorflow-cpu==2.21.0', 'tensorboard==2.21.0']);
  },
};

const folder = path.join(CACHE, 'tfjs-node');
const packageFolder = path.join(folder, 'node_modules/@tensorflow/tfjs-node');
const binding = path.join(packageFolder, 'lib/napi-v8/tfjs_binding.node');

/**
 * tfjs-node, compiled against the library of the Python package: what its own install script would fetch is on no
 * registry.
 */
export const tfjsNode: Prerequisite = {
  name: 'tfjs-node (npm) on TensorFlow’s library (PyPI)',
  neededFor: 'tests of the tensorflow engine',
  variable: 'INITSCOPE_ENGINE_FOLDERS',
  find: () => (existsSync(binding) && library() !== undefined ? folder : undefined),
  async install() {
    const tensorflow = library();
    if (tensorflow === undefined) throw new NotHere('there is no TensorFlow to compile it against');
    if (spawnSync('g++', ['--version']).error) await aptInstall('g++');
    await emptyPackage(folder);
    await npmInstall(folder, [
      '--ignore-scripts',
      `@tensorflow/tfjs-node@${ENGINE_PACKAGES['@tensorflow/tfjs-node']}`,
      'node-api-headers@1.9.0',
    ]);
    await mkdir(path.dirname(binding), { recursive: true });
    const includes = [
      packageFolder,
      path.join(folder, 'node_modules/node-api-headers/include'),
      path.join(tensorflow, 'include'),
    ];
    await run('g++', [
      ...['-shared', '-fPIC', '-O1', '-std=c++17', '-DNAPI_VERSION=8'],
      ...includes.flatMap((include) => ['-I', include]),
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => path.join(packageFolder, 'binding', file)),
      ...['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'].map((file) => path.join(tensorflow, file)),
      `-Wl,-rpath,${tensorflow}`,
      ...['-o', binding],
    ]);
  },
};
