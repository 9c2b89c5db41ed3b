/** The sentences of the sources, found by the compiler: every `msg` template, and every place where a message would turn into text unseen. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(import.meta.dirname, '..', '..');
const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join(root, 'src', name));

export interface Template {
  readonly key: string;
  /** `src/check.ts:82` */
  readonly place: string;
}

/** All templates that are tagged with `msg`. */
export function templates(): readonly Template[] {
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    return nodesOf(source).flatMap((node) =>
      ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'msg'
        ? [{ key: keyOf(node.template), place: placeOf(node, source) }]
        : [],
    );
  });
}

function keyOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (words, span, index) => `${words}{${index}}${span.literal.text}`,
    template.head.text,
  );
}

/** Places where a message, or something with one in it, is made a string by the language: `${}`, `+`, `String()`, `join`. */
export function leaks(): readonly string[] {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.build.json'), (name) => readFileSync(name, 'utf8'));
  const host = { ...ts.sys, fileExists: existsSync };
  const { options } = ts.parseJsonConfigFileContent(config.config, host, root);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const isMessage = (node: ts.Node): boolean => holdsMessage(checker.getTypeAtLocation(node), checker);
  return program
    .getSourceFiles()
    .filter(({ fileName }) => files.includes(path.normalize(fileName)))
    .flatMap((source) =>
      nodesOf(source)
        .filter((node) => madeStrings(node).some(isMessage))
        .map((node) => placeOf(node, source)),
    );
}

function holdsMessage(type: ts.Type, checker: ts.TypeChecker, depth = 0): boolean {
  // A type of lists within lists has no end.
  if (depth > 4) return false;
  if (type.isUnion()) return type.types.some((one) => holdsMessage(one, checker, depth + 1));
  if (checker.isArrayType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).some((one) => holdsMessage(one, checker, depth + 1));
  }
  const name = type.symbol?.name;
  return name === 'Message' || name === 'Unknown' || name === 'OpenLink';
}

/** The expressions that a node makes a string of. */
function madeStrings(node: ts.Node): readonly ts.Node[] {
  if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent))
    return node.templateSpans.map((span) => span.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return [node.left, node.right];
  if (!ts.isCallExpression(node)) return [];
  if (node.expression.getText() === 'String') return node.arguments;
  return ts.isPropertyAccessExpression(node.expression) && ['join', 'toString'].includes(node.expression.name.text)
    ? [node.expression.expression]
    : [];
}

function nodesOf(source: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function placeOf(node: ts.Node, source: ts.SourceFile): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${path.relative(root, source.fileName).replaceAll(path.sep, '/')}:${line + 1}`;
}
