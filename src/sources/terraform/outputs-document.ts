/** `terraform output -json`, one output by itself, and step outputs of the same content, as a network. */
import { msg } from '../../azure/message.js';
import type { Diagnostic } from '../../azure/model.js';
import type { ByteSource } from '../json/bytes.js';
import { asUtf8 } from '../json/encoding.js';
import { InputError, type SourceModel } from '../source.js';
import type { ResourceInstance, TerraformDocument } from './document.js';
import { instancesOfOutputs, outputsOf } from './outputs.js';
import { readTerraform } from './reader.js';

export interface ReadOutputsOptions {
  /** The file as the user named it. */
  readonly file: string;
  /** False for context files. */
  readonly reported: boolean;
  /** It is not told by its form that these are outputs: then they have to hold something of a network. */
  readonly isLoose: boolean;
}

const MEBIBYTE = 1024 * 1024;
/** Outputs are parsed as a whole. */
const MAXIMUM_BYTES = 64 * MEBIBYTE;
const PIECE = 64 * 1024;

/**
 * Reads outputs. Values of sensitive ones are not looked at.
 * @returns `null` for a loose document with nothing of a network in it
 * @throws {InputError} it is no JSON, or larger than what is read
 */
export function readOutputs(source: ByteSource, { file, reported, isLoose }: ReadOutputsOptions): SourceModel | null {
  const document = parse(bytesOf(asUtf8(source), file), file);
  const found = outputsOf(document);
  const planned = instancesOfOutputs(found?.outputs ?? [{ name: 'value', value: document }]);
  if (isLoose && planned.length === 0) return null;
  const model = readTerraform(documentOf(planned), { file, reported });
  const hidden = (found?.sensitive ?? []).map(
    (name): Diagnostic => ({
      severity: 'note',
      message: msg`${file}: the output ${name} is sensitive and is not read`,
      location: null,
    }),
  );
  return { ...model, diagnostics: [...hidden, ...model.diagnostics] };
}

function bytesOf(source: ByteSource, file: string): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.alloc(PIECE);
    const count = source.read(piece, 0, PIECE);
    if (count === 0) return Buffer.concat(pieces);
    length += count;
    if (length > MAXIMUM_BYTES) {
      const limit = MAXIMUM_BYTES / MEBIBYTE;
      throw new InputError(
        `this is JSON, but no plan or state, and larger than the ${limit} MiB that are read of outputs`,
        file,
      );
    }
    pieces.push(piece.subarray(0, count));
  }
}

function parse(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new InputError('this is no JSON; write the file again with `terraform output -json`', file);
  }
}

/** The document that shows these resources and nothing else. */
export function documentOf(planned: readonly ResourceInstance[]): TerraformDocument {
  return {
    format: 'outputs',
    formatVersion: '',
    terraformVersion: null,
    errored: false,
    variables: new Map(),
    planned,
    prior: [],
    changes: null,
    configuration: null,
    resourceCount: 0,
  };
}
