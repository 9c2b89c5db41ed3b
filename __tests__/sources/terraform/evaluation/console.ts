/** Terraform's own console, asked many expressions at once. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the program is there; otherwise one visible line says that its tests were skipped. */
export function hasTerraform(): boolean {
  const { status } = spawnSync('terraform', ['version'], { encoding: 'utf8' });
  if (status === 0) return true;
  console.warn('skipped: terraform is not here, so that its console cannot be asked');
  return false;
}

/** What the console prints for each expression, on one line; `error` where it refuses. */
export function askConsole(expressions: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  try {
    // What an expression makes is put into a tuple, so that a refusal of one does not end the others. Strings are asked for as JSON,
    // because the console writes those of several lines in a way of its own.
    const tuple = expressions.map((expression) => `try([${expression}], "error")`).join(', ');
    const run = spawnSync('terraform', ['console', '-no-color'], {
      cwd: folder,
      input: `[${tuple}]\n`,
      encoding: 'utf8',
    });
    if (run.status !== 0) {
      if (expressions.length === 1) return ['error'];
      const middle = Math.ceil(expressions.length / 2);
      return [...askConsole(expressions.slice(0, middle)), ...askConsole(expressions.slice(middle))];
    }
    return answersIn(run.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The elements of the printed tuple: each begins on a line that is indented by two blanks. */
function answersIn(printed: string): string[] {
  const answers: string[][] = [];
  for (const line of printed.split('\n').slice(1, -2)) {
    if (/^ {2}[["(]/.test(line)) answers.push([]);
    answers.at(-1)?.push(line);
  }
  return answers.map(oneLine);
}

/** A heredoc becomes a quoted string, blanks and line ends become one blank, and the type of a null is left out. */
function oneLine(lines: readonly string[]): string {
  if (lines[0] === '  "error",') return 'error';
  const result: string[] = [];
  for (let at = 1; at < lines.length - 1; at += 1) {
    const line = lines[at] ?? '';
    const heredoc = /^(.*)<<-?EOT$/.exec(line);
    if (heredoc === null) {
      result.push(line.trim());
      continue;
    }
    const text: string[] = [];
    at += 1;
    const indent = (lines[at] ?? '').length - (lines[at] ?? '').trimStart().length;
    for (; (lines[at] ?? 'EOT').trim().replace(/,$/, '') !== 'EOT'; at += 1) text.push((lines[at] ?? '').slice(indent));
    result.push(
      `${(heredoc[1] ?? '').trim()} ${JSON.stringify(text.join('\n'))}${(lines[at] ?? '').endsWith(',') ? ',' : ''}`.trim(),
    );
  }
  return result
    .join(' ')
    .replace(/,$/, '')
    .replace(/to\w+\(null\)(?: \/\* [^*]* \*\/)?|null \/\* [^*]* \*\//g, 'null')
    .replace(/([[{]) (?=\S)/g, '$1')
    .replace(/ ([\]}])/g, '$1');
}
