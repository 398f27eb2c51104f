import type { DatasetFacts } from '../entry';
import type { PathParameters } from '../pathParameters';
import type { RawDataset } from '../raw';

/** Files on disk that were recognised as a dataset of some format. */
export interface PathForm {
  /**
   * Reads everything.
   *
   * @param classCount number of classes where it is known beforehand; labels are held to it
   * @throws DataError
   */
  load(parameters: PathParameters, classCount?: number): Promise<RawDataset>;
  /**
   * Reads as little as tells what the dataset is: headers and labels.
   *
   * @throws DataError
   */
  inspect(parameters: PathParameters): Promise<DatasetFacts>;
}
