import type { Elements, Value } from '../graph/ir';
import type { OnnxAttribute, OnnxConstant, OnnxModel, OnnxNode, OnnxType, OnnxValue } from './model';

/** Collects the nodes and constants of one ONNX graph and names its values. */
export class OnnxBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #constants = new Map<string, OnnxConstant>();
  readonly #names = new Map<Value, string>();
  /** Outputs of nodes with several, by what they compute. */
  readonly #shared = new Map<string, readonly string[]>();
  #next = 0;

  /** Name of a value of the traced graph; the first call makes it. */
  name(value: Value): string {
    const known = this.#names.get(value) ?? `v${this.#next++}`;
    this.#names.set(value, known);
    return known;
  }

  /** From now on `value` is what is called `name`. */
  alias(value: Value, name: string): void {
    this.#names.set(value, name);
  }

  /** Adds a node and returns the name of its output: `output`, or a fresh one. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    output = `t${this.#next++}`,
  ): string {
    this.#nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  /** Adds a node with several outputs, or finds the one that is there already. */
  nodes(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): readonly string[] {
    const key = JSON.stringify([op, inputs, attributes]);
    const known = this.#shared.get(key);
    if (known) return known;
    const outputs = Array.from({ length: count }, () => `t${this.#next++}`);
    this.#nodes.push({ op, inputs, outputs, attributes });
    this.#shared.set(key, outputs);
    return outputs;
  }

  float(value: number): string {
    return this.#constant('float32', [], new Float32Array([value]), `f ${value}`);
  }

  int64(values: readonly number[] | number): string {
    const list = typeof values === 'number' ? [values] : values;
    return this.#constant(
      'int64',
      typeof values === 'number' ? [] : [list.length],
      BigInt64Array.from(list, BigInt),
      `i ${JSON.stringify(values)}`,
    );
  }

  int32(values: readonly number[], shape: readonly number[]): string {
    return this.#constant('int32', shape, Int32Array.from(values), `n ${values.join()} [${shape.join()}]`);
  }

  constant(value: Value, elements: Elements): void {
    const bytes = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
    const name = this.name(value);
    this.#constants.set(name, { name, type: value.dtype, shape: value.shape, bytes });
  }

  build(inputs: readonly OnnxValue[], outputs: readonly OnnxValue[]): OnnxModel {
    return { inputs, outputs, nodes: this.#nodes, constants: [...this.#constants.values()] };
  }

  #constant(
    type: OnnxType,
    shape: readonly number[],
    elements: Float32Array | BigInt64Array | Int32Array,
    key: string,
  ): string {
    const known = this.#constants.get(key);
    if (known) return known.name;
    const name = `c${this.#next++}`;
    this.#constants.set(key, { name, type, shape, bytes: new Uint8Array(elements.buffer) });
    return name;
  }
}
