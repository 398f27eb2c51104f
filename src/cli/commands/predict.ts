import { nothingDrawnText } from '../../language/service/takenOver';
import { predictedVerdict } from '../../language/verdict';
import { ASSUMPTIONS } from '../../theory/assumptions';
import type { LayerPrediction, Prediction } from '../../theory/prediction';
import { analyseConfig } from '../analyseConfig';
import type { AnalysedConfig } from '../analyseConfig';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, toJson } from '../format/json';
import { NONE, loss, percent, significant } from '../../shared/figures';
import { problemWithSource } from '../format/problems';
import { table } from '../format/table';
import type { Column } from '../format/table';

export interface PredictOptions {
  readonly json?: true;
}

interface Predicted {
  readonly initializer: string;
  readonly prediction: Prediction;
}

/** What every initializer of a config does to signal and gradient, per layer, before any training. */
export async function predict(
  environment: Environment,
  path: string,
  options: PredictOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const config = await analyseConfig(resolvePath(environment, path), path, () => io.now());
  const predicted = predictionsOf(config);
  io.out(
    options.json
      ? toJson({
          format: JSON_FORMAT,
          config: path,
          initializers: predicted.map(({ initializer, prediction }) => ({
            initializer,
            verdict: predictedVerdict(prediction),
            ...prediction,
          })),
        })
      : `${predicted.map(asText).join('\n\n')}\n${assumptions(predicted)}`,
  );
  return EXIT.ok;
}

/** @throws CliError `usage` with every mistake, when nothing can be predicted */
function predictionsOf({ shownPath, document, analysis }: AnalysedConfig): Predicted[] {
  const predicted = document.outline.initializers.flatMap(({ label }, index) => {
    const prediction = analysis.predictions[index];
    return prediction && label !== undefined ? [{ initializer: label, prediction }] : [];
  });
  if (document.experiment !== undefined && predicted.length > 0) return predicted;
  const told = document.problems.map((problem) => problemWithSource(shownPath, document.text, problem));
  const why = nothingDrawnText(document.outline);
  const nothing = `nothing can be predicted of ${shownPath}${why === undefined ? '' : `: ${why}`}`;
  throw new CliError(EXIT.usage, [...told, nothing].join('\n\n'));
}

const asText = ({ initializer, prediction }: Predicted): string =>
  [
    `${initializer}: ${predictedVerdict(prediction)}`,
    `first loss ${loss(prediction.initialLoss)}, chance ${loss(prediction.chanceLoss)}`,
    '',
    table(columns, prediction.layers),
  ].join('\n');

const right = (title: string, cell: (layer: LayerPrediction) => string): Column<LayerPrediction> => ({
  title,
  align: 'right',
  cell,
});

const columns: readonly Column<LayerPrediction>[] = [
  { title: 'layer', cell: ({ name }) => name },
  right('fan-in', ({ weights }) => (weights ? String(weights.fanIn) : NONE)),
  right('σ', ({ weights }) => significant(weights?.sd)),
  right('E[h²]', ({ pre }) => significant(pre.secondMoment)),
  right('E[a²]', ({ post }) => significant(post.secondMoment)),
  right('variance', ({ post }) => significant(post.variance)),
  right('×', ({ forwardFactor }) => significant(forwardFactor)),
  right('E[(∂L/∂h)²]', ({ gradient }) => significant(gradient)),
  right('dead', ({ activity }) => percent(activity?.dead)),
  right('saturated', ({ activity }) => percent(activity?.saturated)),
];

/** What the predictions take for granted, once for all. */
function assumptions(predicted: readonly Predicted[]): string {
  const codes = [...new Set(predicted.flatMap(({ prediction }) => prediction.assumptions))];
  return codes.length === 0 ? '' : `\n${codes.map((code) => `Assumed: ${ASSUMPTIONS[code]}`).join('\n')}\n`;
}
