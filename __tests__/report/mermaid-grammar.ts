/** A reader of the few statements of Mermaid that we write, from its documentation and not from our code: anything else is a complaint. */
import { marked } from 'marked';

const LABEL = /^(?:[\p{L}\p{M}\p{N} ._,()/?✗✓◐→–-]|#[0-9]{1,7};|<br>)*$/u;
/** What Mermaid or a browser would act on inside of a label, as it is written. */
const ACTIVE: readonly RegExp[] = [/ﬂ|¶ß/, /%%/, /\/\//, /www\./i, /"/, /`/, /--/];
/** What Mermaid looks for once it has read the entities: formulas and icons. */
const ACTIVE_DECODED: readonly RegExp[] = [/\$\$/, /fa[a-z]?:fa-/];

const NODE = /^ {2}(n[0-9]+|more)(\(\["|\["|\(")([^"]*)("\]\)|"\]|"\))(:::closed)?$/;
const EDGE = /^ {2}(n[0-9]+) (?:-->|--x|-\.->)(?:\|"([^"]*)"\|)? (n[0-9]+)$/;
const CLOSES: Readonly<Record<string, string>> = { '(["': '"])', '["': '"]', '("': '")' };

/** Complaints about a flowchart; none for one that Mermaid draws as it is meant. */
export function mermaidProblems(text: string): readonly string[] {
  if (text.length > 50_000) return ['longer than Mermaid reads'];
  const [head, title, description, ...lines] = text.split('\n');
  const problems: string[] = [];
  if (head !== 'flowchart TB') problems.push(`begins with ${head}`);
  if (!/^ {2}accTitle: [^\n;#"<>%{}]+$/.test(title ?? '')) problems.push(`title: ${title}`);
  if (!/^ {2}accDescr: [^\n;#"<>%{}]+$/.test(description ?? '')) problems.push(`description: ${description}`);
  if (lines.pop() !== '  classDef closed stroke:crimson,stroke-width:3px') problems.push('ends otherwise');
  const nodes = new Set<string>();
  let edges = 0;
  for (const line of lines) {
    const node = NODE.exec(line);
    const edge = EDGE.exec(line);
    if (node !== null && CLOSES[node[2] ?? ''] === node[4]) {
      nodes.add(node[1] ?? '');
      problems.push(...labelProblems(node[3] ?? ''));
    } else if (edge !== null) {
      edges += 1;
      for (const end of [edge[1], edge[3]]) if (!nodes.has(end ?? '')) problems.push(`no node ${end}`);
      problems.push(...labelProblems(edge[2] ?? ''));
    } else problems.push(`no statement: ${line}`);
  }
  if (edges > 500) problems.push('more edges than Mermaid draws');
  return problems;
}

function labelProblems(label: string): readonly string[] {
  if (!LABEL.test(label)) return [`label: ${label}`];
  const bare = label.replaceAll('<br>', ' ');
  const decoded = bare.replaceAll(/#([0-9]+);/g, (_, code) => String.fromCodePoint(Number(code)));
  const found = [
    ...ACTIVE.filter((pattern) => pattern.test(bare)),
    ...ACTIVE_DECODED.filter((pattern) => pattern.test(decoded)),
  ];
  return found.map((pattern) => `${pattern} in ${label}`);
}

/** The drawings of a Markdown text. */
export function drawingsOf(markdown: string): readonly string[] {
  return marked
    .lexer(markdown)
    .flatMap((token) => (token.type === 'code' && token['lang'] === 'mermaid' ? [String(token['text'])] : []));
}
