/** The part of jsfive that is used; the package has no types of its own. */
declare module 'jsfive' {
  export class Group {
    readonly keys: readonly string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    get(name: string): Group | Dataset;
  }
  export class File extends Group {
    constructor(bytes: ArrayBuffer, name?: string);
  }
  export class Dataset {
    readonly shape: readonly number[];
    /** NumPy's code of the element type, `<f4`; something else for what is no number. */
    readonly dtype: unknown;
    readonly value: ArrayLike<number>;
    readonly _dataobjects: {
      /** The shape of the pieces in which its values lie; absent where they lie in one. */
      readonly chunks: readonly number[] | null | undefined;
    };
  }
}
