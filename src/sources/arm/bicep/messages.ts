/** What the Bicep compiler says about a file, as it prints it: `FILE(LINE,COLUMN) : Error BCP018: words [link]`. */

export interface CompilerMessage {
  readonly severity: 'error' | 'warning' | 'info';
  /** Absolute, as the compiler writes it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly text: string;
}

const LINE =
  /^(?:ERROR: |WARNING: )?(.{1,4096}?)\((\d{1,9})(?:,(\d{1,9}))?(?:,\d{1,9})?\) : (Error|Warning|Info) ([A-Za-z0-9-]{1,80}): (.*)$/;

/** Messages beyond this many tell nothing new. */
const MOST = 200;

/** All messages, errors first. Lines of any other form are left out. */
export function messagesOf(printed: string): readonly CompilerMessage[] {
  const found: CompilerMessage[] = [];
  for (const line of printed.split(/\r?\n/)) {
    if (found.length >= MOST) break;
    if (line.length > 20_000) continue;
    const [, file, row, column, severity, code, text] = LINE.exec(line) ?? [];
    if (file === undefined || text === undefined || code === undefined) continue;
    found.push({
      severity: severity === 'Error' ? 'error' : severity === 'Warning' ? 'warning' : 'info',
      file,
      line: Number(row),
      column: Number(column ?? 1),
      code,
      text: text.replace(/\s*\[https?:[^\]]*\]\s*$/, ''),
    });
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

function rank({ severity }: CompilerMessage): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}

/** The first line that says anything, for what is printed in no known form. */
export function firstWords(printed: string): string {
  const line = printed.split(/\r?\n/).find((one) => one.trim() !== '') ?? '';
  return line.replace(/^(?:ERROR|Error): /, '').slice(0, 500);
}
