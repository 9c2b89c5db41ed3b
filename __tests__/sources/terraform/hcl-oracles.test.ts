/** Two parsers that share no code with ours, over every `.tf` file that can be found: the same blocks, labels, names and values. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Expression } from '../../../src/sources/terraform/hcl/ast.js';
import { parseConfiguration, parseExpressionText } from '../../../src/sources/terraform/hcl/parser.js';
import { filesBelow, sharedFile } from '../../shared.js';
import { bodyShape, type Shape, wrapSource } from './hcl2json-shape.js';

const require = createRequire(import.meta.url);
const hcl2json: {
  parse: (name: string, text: string) => Promise<unknown>;
  getExpressionAst: (name: string, text: string) => Promise<OracleNode>;
} = require('@cdktf/hcl2json');

/** A node of the oracle's expression tree. */
interface OracleNode {
  readonly type: string;
  readonly children: readonly OracleNode[];
  readonly meta: { readonly value: string; readonly operator?: string; readonly name?: string };
}

const SAMPLE = `
# What the files at hand may not have.
locals {
  number   = [0, 1.50, 1e3, -2, 5E-1]
  nothing  = null
  escapes  = "a\\n\\t\\"\\\\ \\u00e9 \\U0001F600 $\${x} %%{y} $ % $$ 100%"
  mixed    = "a \${var.a} b \${"c"} \${1} $\${d}"
  wrapped  = "\${var.a}"
  object   = { a = 1, "b c" : 2, (var.k) = 3, true = 4
    d = { e = [] }, "x\${var.k}" = 5 }
  heredoc  = <<-EOT
      two
    none \${var.a}

     one "quoted" \\n
  EOT
  plain    = <<END
  kept
    \${~ var.a ~}
  END
  choice   = "\${var.a ? "x" : "y"}%{ if var.b }yes%{ else }no%{ endif }"
  loop     = "%{ for k, v in var.m }\${k}=\${v} %{ endfor }"
  call     = merge(local.a, { b = 1 }...)
  deep     = var.a ? var.b ? 1 : 2 : var.c ? 3 : 4
  splats   = [a.b[*].c.d, a.b.*.c, a.0.b, (a).b]
}

resource "a" "b" {
  one { x = 1 }
  one { }
  dynamic "rule" {
    for_each = var.rules
    iterator = each_rule
    content {
      name = each_rule.value /* inside */
    }
  }
}
`;

const TF_FILES = [...filesBelow(sharedFile('.'), '.tf'), ...filesBelow('examples', '.tf')];
const INPUTS: readonly (readonly [string, string])[] = [
  ['a sample of everything', SAMPLE],
  ['the same with CRLF', SAMPLE.replaceAll('\n', '\r\n')],
  ...TF_FILES.map((file) => [relative('.', file), readFileSync(file, 'utf8')] as const),
];

function ourShape(text: string): Shape {
  const { value, fault } = parseConfiguration(text);
  if (fault !== null) throw new Error(`${fault.line}:${fault.column}: ${fault.message}`);
  return bodyShape(value, wrapSource(text));
}

describe('our parser and hcl2json', () => {
  it.each(INPUTS)('read the same in %s', async (_name, text) => {
    expect(ourShape(text)).toEqual(await hcl2json.parse('sample.tf', text));
  });

  it('refuse the same faulty files', async () => {
    const faulty = [
      'a',
      'a = ',
      'a = 1 b = 2',
      'a = 1\na = 2',
      'a {',
      'a }',
      'a { b = 1 c = 2 }',
      'a { b { } }',
      'a {\n b = 1 }',
      `a "x$\{1}" {}`,
      'a = [1, 2',
      'a = [1 2]',
      'a = { b = 1 c = 2 }',
      'a = { b }',
      'a = { b = \n 1 }',
      'a = "x',
      'a = "x\ny"',
      'a = "\\q"',
      'a = "${x"',
      'a = "%{if x}"',
      'a = "%{endif}"',
      'a = "%{if x}%{else}%{else}%{endif}"',
      'a = <<EOT\nx\nEOT',
      'a = <<EOT x\nEOT\n',
      'a = x.0.1',
      'a = x.',
      'a = x.*.*',
      'a = f(x... , y)',
      'a = b::c',
      'a = [for x in y: z...]',
      'a = {for x in y: z}',
      'a = [for x, y, z in w: x]',
      'a = x ?\n y : z',
      'a = x ? y',
      'a = (x',
      "a = 'x'",
      'a = x; b = y',
      'a = 1 +',
      'a = 1\nb = * 2',
      '1 = 2',
      '"a" = 2',
      '/* x',
      'a = x & y',
    ];
    for (const text of faulty) {
      expect({ text, fault: parseConfiguration(text).fault }).not.toEqual({ text, fault: null });
      await expect(hcl2json.parse('faulty.tf', text)).rejects.toThrow();
    }
  });
});

/** Our expression in the oracle's shape: operators two by two, references whole. */
function oracleShape(expression: Expression, text: string): unknown {
  const source = text.slice(expression.at.offset, expression.end);
  const inner = (child: Expression): unknown => oracleShape(child, text);
  switch (expression.kind) {
    case 'literal':
      return ['literalValue'];
    case 'variable':
      return ['scopeTraversal', source];
    case 'conditional':
      return ['conditional', inner(expression.condition), inner(expression.whenTrue), inner(expression.whenFalse)];
    case 'unary':
      return ['unaryOp', inner(expression.operand)];
    case 'operation':
      return expression.rest.reduce<unknown>(
        (left, { operator, operand }) => ['binaryOp', operator, left, inner(operand)],
        inner(expression.first),
      );
    case 'call':
      return ['function', expression.name, ...expression.arguments.map(inner)];
    case 'tuple':
      return ['tuple', ...expression.elements.map(inner)];
    case 'for': {
      const { collection, key, value, condition } = expression;
      return ['for', ...[collection, key, value, condition].flatMap((part) => (part === null ? [] : [inner(part)]))];
    }
    case 'traversal':
      // The generator writes names and literal indexes only, which the oracle keeps in one piece.
      expect(expression.steps.filter((step) => step.kind === 'splat')).toEqual([]);
      return ['scopeTraversal', source];
    default:
      throw new Error(`no ${expression.kind} expected`);
  }
}

function theirShape(node: OracleNode): unknown {
  const children = node.children.map(theirShape);
  switch (node.type) {
    case 'literalValue':
      return ['literalValue'];
    case 'scopeTraversal':
      return ['scopeTraversal', node.meta.value];
    case 'binaryOp':
      return ['binaryOp', OPERATORS.get(node.meta.operator ?? ''), ...children];
    case 'function':
      return ['function', node.meta.name, ...children];
    default:
      return [node.type, ...children];
  }
}

/** Our operators by the oracle's names. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['logicalOr', '||'],
  ['logicalAnd', '&&'],
  ['equal', '=='],
  ['notEqual', '!='],
  ['lessThan', '<'],
  ['greaterThan', '>'],
  ['lessThanOrEqual', '<='],
  ['greaterThanOrEqual', '>='],
  ['add', '+'],
  ['subtract', '-'],
  ['multiply', '*'],
  ['divide', '/'],
  ['modulo', '%'],
]);

describe("our expressions and those of HashiCorp's own parser", () => {
  const { expression } = fc.letrec<{ expression: string; leaf: string; node: string }>((tie) => ({
    leaf: fc.constantFrom('a', 'b.c', 'd["e"].f', 'g[0].h', 'i-j', '1', '2.5e1', 'true', 'null', 'var.x.0.y'),
    node: fc.oneof(
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom('||', '&&', '==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '%'),
          tie('expression'),
        )
        .map(([left, operator, right]) => `${left} ${operator} ${right}`),
      fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([c, t, f]) => `${c} ? ${t} : ${f}`),
      fc.tuple(fc.constantFrom('!', '-'), tie('expression')).map(([operator, operand]) => `${operator}${operand}`),
      fc.array(tie('expression'), { maxLength: 3 }).map((list) => `f(${list.join(', ')})`),
      fc.array(tie('expression'), { maxLength: 3 }).map((list) => `[${list.join(', ')}]`),
      fc
        .tuple(tie('expression'), tie('expression'))
        .map(([collection, value]) => `[for k, v in ${collection} : ${value} if k]`),
    ),
    expression: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('leaf'), tie('node')),
  }));

  it('have the same tree: precedence, association, extent', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async (text) => {
        const { value, fault } = parseExpressionText(text);
        expect(fault).toBeNull();
        if (value !== null)
          expect(oracleShape(value, text)).toEqual(theirShape(await hcl2json.getExpressionAst('x.tf', text)));
      }),
      { numRuns: 300 },
    );
  });
});

/** What `hcl2-parser` writes in its own way: `$${`, and the extent of expressions (without parentheses). */
function withoutExpressions(shape: Shape): Shape {
  if (typeof shape === 'string') return /[$%]\{/.test(shape) ? 'an expression' : shape;
  if (Array.isArray(shape)) return shape.map(withoutExpressions);
  if (shape === null || typeof shape !== 'object') return shape;
  return Object.fromEntries(
    Object.entries(shape).map(([key, value]) => [withoutExpressions(key), withoutExpressions(value)]),
  );
}

/** `hcl2-parser` in a thread of its own, which can be stopped: some inputs take it minutes. */
function parseElsewhere(texts: readonly string[], milliseconds: number): Promise<readonly Shape[] | null> {
  const code = `const { parentPort, workerData } = require('node:worker_threads');
    const { parseToObject } = require(workerData.module);
    parentPort.postMessage(workerData.texts.map((text) => parseToObject(text)[0]));`;
  const module = require.resolve('hcl2-parser');
  const worker = new Worker(code, { eval: true, workerData: { module, texts } });
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      void worker.terminate();
      done(null);
    }, milliseconds);
    worker.once('message', (shapes: readonly Shape[]) => {
      clearTimeout(timer);
      void worker.terminate();
      done(shapes);
    });
    worker.once('error', fail);
  });
}

describe('our parser and hcl2-parser', () => {
  it('find the same blocks, labels, names and literals in every file', async () => {
    const shapes = await parseElsewhere(
      INPUTS.map(([, text]) => text),
      60_000,
    );
    if (shapes === null) {
      console.warn('skipped: hcl2-parser did not finish within a minute');
      return;
    }
    INPUTS.forEach(([name, text], index) => {
      const theirs = withoutExpressions(shapes[index] ?? null);
      expect({ name, shape: withoutExpressions(ourShape(text)) }).toEqual({ name, shape: theirs });
    });
  }, 90_000);
});
