/** A file in, the model out: recognised by its content and given to the reader of its format. */
import type { InputFile } from './files.js';
import { isFolder, openFile } from './json/bytes.js';
import { notRead, recogniseBytes } from './recognise.js';
import type { SourceModel } from './source.js';
import { readTerraformBytes } from './terraform/read-document.js';
import { readTerraform } from './terraform/reader.js';

export interface LoadOptions {
  /** False for context files. */
  readonly reported: boolean;
  /** The folder that relative paths start from; absolute. */
  readonly cwd: string;
  /** The folder that nothing may be read outside of; `null`: any may. */
  readonly within: string | null;
}

/** @throws {InputError} the file cannot be read, or is of no format that this version reads */
export function loadSource(file: InputFile, { reported }: LoadOptions): SourceModel {
  if (file.path !== '-' && isFolder(file.path)) throw notRead('terraform-folder', file.name);
  const input = { file: file.name, source: openFile(file.path) };
  try {
    const { kind } = recogniseBytes(input);
    if (!kind.startsWith('terraform-') || kind === 'terraform-outputs') throw notRead(kind, file.name);
    return readTerraform(readTerraformBytes(input), { file: file.name, reported });
  } finally {
    input.source.close();
  }
}
