/** A file in, the model out: recognised by its content and given to the reader of its format. */
import type { InputFile } from './files.js';
import { isFolder, openFile } from './json/bytes.js';
import { notRead, recogniseBytes } from './recognise.js';
import { InputError, type SourceModel } from './source.js';
import type { TerraformDocument } from './terraform/document.js';
import { findConfiguration, rootAddresses } from './terraform/find-configuration.js';
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

/** A plan whose changes leave something behind says what: without it the check would pass on nothing. A plan that stopped half-way may lack it. */
function refuseWithoutPlan({ planned, changes, errored }: TerraformDocument, file: string): void {
  const leaves = (changes ?? []).some(
    ({ mode, actions, after }) => mode === 'managed' && after !== null && !actions.includes('forget'),
  );
  if (planned.length > 0 || errored || !leaves) return;
  throw new InputError(
    'this plan has changes but no planned_values, so it does not say what there will be; write it anew with `terraform show -json PLAN`',
    file,
  );
}

/** @throws {InputError} the file cannot be read, or is of no format that this version reads */
export function loadSource(file: InputFile, { reported, cwd, within }: LoadOptions): SourceModel {
  if (file.path !== '-' && isFolder(file.path)) throw notRead('terraform-folder', file.name);
  const input = { file: file.name, source: openFile(file.path) };
  try {
    const { kind } = recogniseBytes(input);
    if (!kind.startsWith('terraform-') || kind === 'terraform-outputs') throw notRead(kind, file.name);
    const document = readTerraformBytes(input);
    refuseWithoutPlan(document, file.name);
    const folder = findConfiguration(file, {
      cwd,
      within,
      declaredAddresses: () => rootAddresses(document.configuration),
    });
    const model = readTerraform(document, { file: file.name, reported, folder });
    return folder === null ? model : { ...model, diagnostics: [...model.diagnostics, ...folder.diagnostics()] };
  } finally {
    input.source.close();
  }
}
