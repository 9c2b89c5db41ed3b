/** Hostile and broken folders: a model or a clear error with its place, whatever stands in them, in bounded time. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { english } from '../../../../src/azure/message.js';
import { assemble } from '../../../../src/sources/assemble.js';
import { InputError } from '../../../../src/sources/source.js';
import { type Files, messages, modelOf } from './folder.js';

/** What a folder gives, or the error that says why it gives nothing. */
function outcome(files: Files): 'read' | 'refused' {
  try {
    assemble([modelOf(files).network]);
    return 'read';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).not.toMatch(/\n| at \//);
    return 'refused';
  }
}

const FIXTURES = '__tests__/sources/terraform/fixtures';
const SOURCES: readonly Files[] = [...readdirSync('examples'), ...readdirSync(FIXTURES)].flatMap((name) => {
  const folder = [path.join('examples', name), path.join(FIXTURES, name)].find((one) => {
    try {
      return readdirSync(one).includes('main.tf');
    } catch {
      return false;
    }
  });
  if (folder === undefined) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf'));
  return [Object.fromEntries(names.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]))];
});

/** Pieces that are put where they do not belong. */
const PIECES = [
  ...[
    'null',
    '[]',
    '{}',
    'var.nothing',
    'local.nothing',
    'each.value',
    'count.index',
    'self',
    'module.net',
    'data.x.y',
  ],
  ...['"${', '}', '{', 'for', '...', '==', '?', ':', '<<EOT\n', '"%{', '[*]', '.0', '!', '-1', '1e308', '__proto__'],
  ...['count = 1000000000\n', 'for_each = toset(["a", "b"])\n', 'azurerm_subnet.s', 'azurerm_network_security_group.g'],
  ...['toset(', 'try(', 'jsondecode("{")', 'file("/etc/hostname")', 'sensitive("x")', 'length(', 'constructor'],
];

const mutation = fc.record({
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(30),
  piece: fc.constantFrom(...PIECES),
  kind: fc.constantFrom('insert', 'cut', 'swap'),
  name: fc.nat(),
});

function mutated(
  files: Files,
  { file, at, cut, piece, kind, name }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
): Files {
  const names = Object.keys(files);
  const chosen = names[file % names.length] ?? '';
  const text = files[chosen] ?? '';
  const place = Math.floor(at * text.length);
  const references = text.match(/\b[a-z_]+\.[a-z_]+(?:\.[a-z_]+)*/g) ?? ['x'];
  const reference = references[name % references.length] ?? 'x';
  const changed = {
    insert: text.slice(0, place) + piece + text.slice(place),
    cut: text.slice(0, place) + text.slice(place + cut),
    // Exchanging references keeps the syntax, so that evaluation is what is tried.
    swap: text.replaceAll(reference, references[(name * 7 + cut) % references.length] ?? piece),
  }[kind];
  return { ...files, [chosen]: changed };
}

describe('folders with mistakes in them', () => {
  it('are read or refused, each mistake and several together', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...SOURCES), fc.array(mutation, { minLength: 1, maxLength: 4 }), (files, changes) => {
        seen.add(outcome(changes.reduce(mutated, files)));
      }),
      { numRuns: 300 },
    );
    expect(seen).toEqual(new Set(['read', 'refused']));
  }, 120_000);

  it('are read or refused whatever bytes they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['read', 'refused']).toContain(
          outcome({ 'main.tf': text, 'more.tf.json': text, 'terraform.tfvars': text }),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('folders made to be endless', () => {
  const repeated = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('');

  it.each<readonly [string, Files, RegExp | null]>([
    [
      'locals that double each other',
      {
        'main.tf': `locals {\n  l0 = [1, 1]\n${repeated(60, (at) => `  l${at + 1} = [local.l${at}, local.l${at}]\n`)}}\nresource "azurerm_subnet" "s" {\n  name = jsonencode(local.l60)\n}\n`,
      },
      null,
    ],
    [
      'texts that double each other',
      {
        'main.tf': `locals {\n  l0 = "x"\n${repeated(60, (at) => `  l${at + 1} = "\${local.l${at}}\${local.l${at}}"\n`)}}\nresource "azurerm_subnet" "s" {\n  name = local.l60\n}\n`,
      },
      null,
    ],
    [
      'a chain of locals',
      {
        'main.tf': `locals {\n${repeated(3000, (at) => `  l${at} = local.l${at + 1}\n`)}  l3000 = 1\n}\nresource "azurerm_subnet" "s" {\n  name = local.l0\n}\n`,
      },
      null,
    ],
    [
      'a chain of resources',
      {
        'main.tf': repeated(
          2000,
          (at) => `resource "azurerm_subnet" "s${at}" {\n  name = azurerm_subnet.s${at + 1}.name\n}\n`,
        ),
      },
      null,
    ],
    [
      'a count of a billion',
      { 'main.tf': 'resource "azurerm_subnet" "s" {\n  count = 1000000000\n  name  = "s"\n}\n' },
      /more instances than are looked at/,
    ],
    [
      'modules that double each other',
      {
        'main.tf': 'module "a" {\n  source = "./m0"\n}\n',
        ...Object.fromEntries(
          Array.from({ length: 20 }, (_, at) => [
            `m${at}/main.tf`,
            `module "a" {\n  source = "../m${at + 1}"\n}\nmodule "b" {\n  source = "../m${at + 1}"\n}\n`,
          ]),
        ),
        'm20/main.tf': 'locals {}\n',
      },
      /more modules than are looked at/,
    ],
    [
      'a resource that is its own attribute',
      {
        'main.tf':
          'resource "azurerm_subnet" "s" {\n  name = azurerm_subnet.s\n  a = [azurerm_subnet.s, azurerm_subnet.t]\n}\nresource "azurerm_subnet" "t" {\n  name = azurerm_subnet.s.a[1].name\n}\n',
      },
      null,
    ],
    [
      'a module whose output is the module',
      {
        'main.tf':
          'module "a" {\n  source = "./a"\n  in     = module.a\n}\nresource "azurerm_subnet" "s" {\n  name = module.a.out\n}\n',
        'a/main.tf': 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n',
      },
      null,
    ],
  ])(
    'end: %s',
    (_, files, message) => {
      const model = modelOf(files);
      if (message !== null) expect(messages(model).join('\n')).toMatch(message);
      for (const { name } of model.network.subnets)
        if (typeof name !== 'string') expect(english(name.unknown).length).toBeLessThan(5_000);
    },
    30_000,
  );
});

it('names of the prototype are names like any other', () => {
  const { network } = modelOf({
    'main.tf':
      'variable "__proto__" {\n  default = "a"\n}\nlocals {\n  constructor = { __proto__ = var.__proto__ }\n}\nresource "azurerm_subnet" "__proto__" {\n  name        = local.constructor["__proto__"]\n  __proto__   = 1\n  constructor = 2\n}\n',
  });
  expect(network.subnets).toMatchObject([{ key: 'azurerm_subnet.__proto__', name: 'a' }]);
});
