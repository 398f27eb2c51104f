import { formatShape } from '../../nn/shape';
import { summarise } from '../../nn/summary';
import type { LayerSummary, ModelSummary } from '../../nn/summary';
import { formatCount } from '../../shared/figures';
import { OPERATION_COLUMNS, operationTexts } from '../../shared/operation';
import type { Operation } from '../../shared/operation';
import { experimentOperations } from '../../training/operations';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, toJson } from '../format/json';
import { table } from '../format/table';
import type { Column } from '../format/table';
import { readConfig } from '../readConfig';

export interface SummaryOptions {
  readonly operations?: true;
  readonly json?: true;
}

/** The layers of a config's model, and on request the operations of its training step. */
export async function summary(
  environment: Environment,
  path: string,
  options: SummaryOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const { experiment } = await readConfig(resolvePath(environment, path), path);
  const summed = summarise(experiment.model);
  const operations = options.operations ? await experimentOperations(experiment) : undefined;
  io.out(
    options.json
      ? toJson({ format: JSON_FORMAT, config: path, ...summed, ...(operations && { operations }) })
      : `${[layersText(summed), ...(operations ? [operationsText(operations)] : [])].join('\n\n')}\n`,
  );
  return EXIT.ok;
}

const shown = (parameters: number): string => (parameters > 0 ? formatCount(parameters) : '');

const columns: readonly Column<LayerSummary>[] = [
  { title: 'layer', cell: ({ name }) => name },
  { title: 'type', cell: ({ type }) => type },
  { title: 'activation', cell: ({ activation = '' }) => activation },
  { title: 'output', align: 'right', cell: ({ outputShape }) => formatShape(outputShape) },
  { title: 'trained', align: 'right', cell: ({ trained }) => shown(trained) },
  { title: 'not trained', align: 'right', cell: ({ untrained }) => shown(untrained) },
];

const layersText = ({ inputShape, layers, trained, untrained }: ModelSummary): string =>
  [
    `input ${formatShape(inputShape)}`,
    '',
    table(columns, layers),
    '',
    `${formatCount(trained + untrained)} parameters: ${formatCount(trained)} trained, ${formatCount(untrained)} not`,
  ].join('\n');

const operationColumns: readonly Column<Operation>[] = OPERATION_COLUMNS.map((title) => ({
  title,
  cell: (operation: Operation) => operationTexts(operation)[title],
}));

const operationsText = (operations: readonly Operation[]): string =>
  [
    `${formatCount(operations.length)} operations in one training step`,
    '',
    table(operationColumns, operations),
  ].join('\n');
