/**
 * What Node is started with for the language server, by the editor and by the benchmarks. Each keystroke makes some
 * megabytes of objects which the next one replaces; in a young generation of Node's usual size many of them are still
 * in use when it is full, and are copied, which took longer than what they were made for. It grows only when it has to.
 */
export const SERVER_ARGUMENTS: readonly string[] = ['--max-semi-space-size=64'];
