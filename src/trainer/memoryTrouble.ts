/** What JavaScript, WebAssembly and the engines say where memory cannot be had. */
const SIGNS =
  /allocation failed|out of memory|memory limit|failed to allocate|invalid typed array length|bad.alloc|bad allocation|cannot enlarge memory|\boom\b/i;

/** Whether an error says that memory ran out, in words for the person whose run it met; undefined for other errors. */
export function memoryTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error) || !SIGNS.test(error.message)) return undefined;
  return `Memory ran out (${error.message.split('\n', 1)[0] ?? ''}).`;
}
