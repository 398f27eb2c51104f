/** Sizes of one sample's axes without the batch axis: `[784]`, or `[height, width, channels]`. */
export type Shape = readonly number[];

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);

/** How shapes are written everywhere a person reads them: `28×28×1`. */
export const formatShape = (shape: Shape): string => shape.join('×');
