import type { ChildProcess } from 'node:child_process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';

/** JSON-RPC over one end of a fork's IPC channel; never over stdout, which TensorFlow writes to. */
export function connectTo(peer: NodeJS.Process | ChildProcess): MessageConnection {
  const connection = createMessageConnection(new IPCMessageReader(peer), new IPCMessageWriter(peer));
  // a broken channel shows as the peer's end, which both sides watch for by other means
  connection.onError(() => undefined);
  return connection;
}
