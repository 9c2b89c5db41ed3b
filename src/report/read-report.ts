/** A report file read back: any text in, a report or the first thing that is wrong with it out. Nothing of it is believed but its findings. */
import type { ErrorObject } from 'ajv';
import { plain } from './escape.js';
import type { Report } from './report.js';
import { REPORT_SCHEMA } from './report-schema.js';

export type ReadReport =
  | {
      readonly report: Report;
      /** Whether it comes from a version that did not tell rules that are too wide. */
      readonly isBeforeTooWide: boolean;
    }
  | { readonly problem: string };

type Written = Omit<Report, 'tooWide'> & Partial<Pick<Report, 'tooWide'>>;

/** Reads texts of report files; made once for many. */
export async function reportReader(): Promise<(text: string) => ReadReport> {
  // By its default export: that of a CommonJS package is all that the bundler keeps of a late import.
  const { Ajv } = (await import('ajv')).default;
  // Union types: a constant beside a list. Properties that no version of this tool wrote so far are dropped.
  const validate = new Ajv({ removeAdditional: true, allowUnionTypes: true }).compile<Written>(REPORT_SCHEMA);
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text.replace(/^\ufeff/, ''));
    } catch (error) {
      return { problem: `is not JSON: ${error instanceof Error ? plain(error.message, 200) : 'it cannot be parsed'}` };
    }
    if (validate(value)) {
      const odd = value.findings.findIndex(({ tag, host }) => (tag === null) === (host === null));
      return odd < 0
        ? { report: { ...value, tooWide: value.tooWide ?? [] }, isBeforeTooWide: value.tooWide === undefined }
        : { problem: `is not a report of azureml-network-check: /findings/${odd} has to name either a tag or a host` };
    }
    return { problem: `is not a report of azureml-network-check: ${describe(validate.errors?.[0])}` };
  };
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'it does not fit the schema';
  const { instancePath, message = 'does not fit the schema', params } = error;
  const allowed = 'allowedValues' in params ? `: ${JSON.stringify(params['allowedValues'])}` : '';
  return plain(`${instancePath === '' ? 'it' : instancePath} ${message}${allowed}`, 300);
}
