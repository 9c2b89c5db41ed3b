/** What the files of a module say, in the shape that a plan's `configuration` has: constants, references, nested blocks. */
import type { BlockSource } from '../block-source.js';
import type {
  ConfigurationCall,
  ConfigurationExpression,
  ConfigurationModule,
  ConfigurationResource,
} from '../document.js';
import type { Expression } from '../hcl/ast.js';
import { literalValue, plainLiteral } from '../hcl/literals.js';
import type { ModuleSource } from '../module-source.js';
import { META_ARGUMENTS, META_BLOCKS } from './meta.js';
import { references } from './plan-references.js';

/** Arguments of a module call that are no input of the module. */
const CALL_ARGUMENTS: ReadonlySet<string> = new Set([...META_ARGUMENTS, 'source', 'version', 'providers']);

const NOTHING: ConfigurationModule = { resources: [], calls: new Map(), outputs: new Map(), variables: new Map() };

/**
 * The configuration of a module and of all modules below it.
 * @param moduleAt the source of the module that these calls lead to, or `null`; a module that contains itself has none
 */
export function writtenModule(
  moduleAt: (path: readonly string[]) => ModuleSource | null,
  path: readonly string[] = [],
): ConfigurationModule {
  const source = moduleAt(path);
  if (source === null) return NOTHING;
  const calls = new Map<string, ConfigurationCall>();
  for (const [name, block] of source.calls) {
    calls.set(name, writtenCall(block, writtenModule(moduleAt, [...path, name])));
  }
  return {
    resources: [...source.resources].map(([address, block]) => writtenResource(address, block)),
    calls,
    outputs: new Map([...source.outputs].map(([name, value]) => [name, writtenExpression(value)])),
    variables: new Map(
      [...source.variables].map(([name, variable]) => {
        const fallback = variable.default === undefined ? undefined : literalValue(variable.default);
        return [name, fallback === undefined || variable.sensitive ? {} : { default: plainLiteral(fallback) }];
      }),
    ),
    onlyComputes: source.resources.size === 0 && calls.size === 0,
  };
}

function writtenResource(address: string, block: BlockSource): ConfigurationResource {
  const isData = address.startsWith('data.');
  const [type = '', name = ''] = (isData ? address.slice('data.'.length) : address).split('.');
  return {
    address,
    mode: isData ? 'data' : 'managed',
    type,
    name,
    expressions: writtenBlock(block, META_ARGUMENTS),
    countExpression: argument(block, 'count'),
    forEachExpression: argument(block, 'for_each'),
  };
}

function writtenCall(block: BlockSource, module: ConfigurationModule): ConfigurationCall {
  const source = block.attributes.get('source')?.expression;
  const literal = source === undefined ? undefined : literalValue(source);
  return {
    source: typeof literal === 'string' ? literal : '',
    expressions: writtenBlock(block, CALL_ARGUMENTS),
    countExpression: argument(block, 'count'),
    forEachExpression: argument(block, 'for_each'),
    module,
  };
}

function argument(block: BlockSource, name: string): ConfigurationExpression | null {
  const attribute = block.attributes.get(name);
  return attribute === undefined ? null : writtenExpression(attribute.expression);
}

/** As in a plan: `dynamic` blocks leave nothing behind, all blocks of one type are a list. */
function writtenBlock(block: BlockSource, without: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const lists = new Map<string, unknown[]>();
  for (const { type, body } of block.blocks) {
    if (type === 'dynamic' || META_BLOCKS.has(type)) continue;
    const list = lists.get(type);
    const written = writtenBlock(body, NONE);
    if (list === undefined) lists.set(type, [written]);
    else list.push(written);
  }
  const attributes = [...block.attributes]
    .filter(([name]) => !without.has(name))
    .map(([name, { expression }]): readonly [string, unknown] => [name, writtenExpression(expression)]);
  return Object.fromEntries([...attributes, ...lists]);
}

const NONE: ReadonlySet<string> = new Set();

function writtenExpression(expression: Expression): ConfigurationExpression {
  const literal = literalValue(expression);
  if (literal !== undefined) return { constant_value: plainLiteral(literal) };
  const found = references(expression);
  return found.length === 0 ? {} : { references: found };
}
