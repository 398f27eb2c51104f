import { ProtoWriter } from '../../runs/events/protobuf';

/** Element types of ONNX tensors (`TensorProto.DataType`). */
export const ONNX_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;
export type OnnxType = keyof typeof ONNX_TYPES;

/** Size of an axis that is decided when the model runs. */
export const ANY_SIZE = -1;

export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  /** Of inputs and outputs an axis may have `ANY_SIZE`. */
  readonly shape: readonly number[];
}

/** A float is written as 32 bits; whole numbers, texts and lists of whole numbers have types of their own. */
export type OnnxAttribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string };

export interface OnnxNode {
  readonly op: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxConstant extends OnnxValue {
  /** Little-endian elements. */
  readonly bytes: Uint8Array;
}

export interface OnnxOutput extends OnnxValue {
  /** Not one such tensor but a sequence of them. */
  readonly isSequence?: boolean;
}

export interface OnnxModel {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxOutput[];
  readonly constants: readonly OnnxConstant[];
  readonly nodes: readonly OnnxNode[];
}

const IR_VERSION = 9;
const OPSET = 18;
const ATTRIBUTE_TYPES = { float: 1, int: 2, text: 3, ints: 7 } as const;

/**
 * Bytes of an ONNX ModelProto.
 * Source: `onnx.proto` of ONNX 1.14 (IR version 9), field numbers as there.
 */
export function encodeModel(model: OnnxModel): Uint8Array {
  const out = new ProtoWriter();
  const utf8 = new TextEncoder();
  const text = (field: number, value: string): void => out.bytes(field, utf8.encode(value));

  const tensorType = (value: OnnxValue): void =>
    out.message(1, () => {
      out.varint(1, ONNX_TYPES[value.type]);
      out.message(2, () => {
        for (const size of value.shape)
          out.message(1, () => (size === ANY_SIZE ? text(2, 'batch') : out.varint(1, size)));
      });
    });
  const valueInfo = (field: number, value: OnnxOutput): void =>
    out.message(field, () => {
      text(1, value.name);
      out.message(2, () => {
        if (value.isSequence) out.message(4, () => out.message(1, () => tensorType(value)));
        else tensorType(value);
      });
    });

  const attribute = (name: string, value: OnnxAttribute): void =>
    out.message(5, () => {
      text(1, name);
      if ('float' in value) {
        out.float(2, value.float);
        out.varint(20, ATTRIBUTE_TYPES.float);
      } else if ('int' in value) {
        out.varint(3, value.int);
        out.varint(20, ATTRIBUTE_TYPES.int);
      } else if ('text' in value) {
        text(4, value.text);
        out.varint(20, ATTRIBUTE_TYPES.text);
      } else {
        for (const int of value.ints) out.varint(8, int);
        out.varint(20, ATTRIBUTE_TYPES.ints);
      }
    });

  const node = (value: OnnxNode): void =>
    out.message(1, () => {
      for (const name of value.inputs) text(1, name);
      for (const name of value.outputs) text(2, name);
      text(4, value.op);
      for (const [name, content] of Object.entries(value.attributes)) attribute(name, content);
      if (value.domain !== undefined) text(7, value.domain);
    });

  const constant = (value: OnnxConstant): void =>
    out.message(5, () => {
      for (const size of value.shape) out.varint(1, size);
      out.varint(2, ONNX_TYPES[value.type]);
      text(8, value.name);
      out.bytes(9, value.bytes);
    });

  out.varint(1, IR_VERSION);
  text(2, 'initscope');
  out.message(7, () => {
    for (const each of model.nodes) node(each);
    text(2, 'graph');
    for (const each of model.constants) constant(each);
    for (const each of model.inputs) valueInfo(11, each);
    for (const each of model.outputs) valueInfo(12, each);
  });
  out.message(8, () => {
    text(1, '');
    out.varint(2, OPSET);
  });
  return out.written.slice();
}
