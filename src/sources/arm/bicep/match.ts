/** Which compiled resource comes from which declaration. */
import { itemsOf, type JsonNode, memberOf, membersOf, textOf } from '../template/node.js';
import type { Declaration, Written } from './tree.js';

export interface Match {
  readonly node: JsonNode;
  readonly declaration: Declaration | null;
}

/** A declaration with the types of the resources around it. */
interface Typed {
  readonly declaration: Declaration;
  /** Full type in lower case; that of a deployment for a module. */
  readonly type: string;
  /** Symbols of the declarations around it and its own. */
  readonly symbols: readonly string[];
}

/**
 * Finds the declaration of each resource of a compiled template: by its symbolic name, where the template has them (languageVersion 2.0); otherwise by type,
 * in the order in which they are written, provided that no name contradicts.
 */
export function match(resources: JsonNode, declarations: readonly Declaration[]): readonly Match[] {
  const typed = flat(declarations, '', []);
  if (resources.kind === 'object') {
    const bySymbol = new Map<string, Declaration>();
    for (const { symbols, declaration } of typed) {
      bySymbol.set(symbols.join('::').toLowerCase(), declaration);
      const own = declaration.symbol.toLowerCase();
      if (!bySymbol.has(own)) bySymbol.set(own, declaration);
    }
    return membersOf(resources).map(({ name, value }) => ({
      node: value,
      declaration: bySymbol.get(name.toLowerCase()) ?? null,
    }));
  }
  return byType(itemsOf(resources), typed);
}

const DEPLOYMENT = 'microsoft.resources/deployments';

/** Declarations with those inside of them, outer ones first. */
function flat(declarations: readonly Declaration[], outerType: string, outer: readonly string[]): readonly Typed[] {
  return declarations.flatMap((declaration): readonly Typed[] => {
    if (declaration.kind !== 'resource' && declaration.kind !== 'module') return [];
    const own = declaration.about.toLowerCase();
    const nested = outerType !== '' && !(own.split('/')[0] ?? '').includes('.');
    const type = declaration.kind === 'module' ? DEPLOYMENT : nested ? `${outerType}/${own}` : own;
    const symbols = [...outer, declaration.symbol];
    const body = objectOf(declaration.value);
    return [{ declaration, type, symbols }, ...(body === null ? [] : flat(body.declarations, type, symbols))];
  });
}

function objectOf(value: Written): (Written & { readonly kind: 'object' }) | null {
  if (value.kind === 'loop') return objectOf(value.body);
  return value.kind === 'object' ? value : null;
}

function byType(nodes: readonly JsonNode[], typed: readonly Typed[]): readonly Match[] {
  const declared = new Map<string, Declaration[]>();
  for (const { declaration, type } of typed) {
    if (declaration.existing) continue;
    const list = declared.get(type);
    if (list === undefined) declared.set(type, [declaration]);
    else list.push(declaration);
  }
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(typeOf(node), (counts.get(typeOf(node)) ?? 0) + 1);
  const next = new Map<string, number>();
  return nodes.map((node) => {
    const type = typeOf(node);
    const candidates = declared.get(type) ?? [];
    const index = next.get(type) ?? 0;
    next.set(type, index + 1);
    const inOrder = candidates.length === counts.get(type) ? candidates[index] : undefined;
    if (inOrder !== undefined && agrees(node, inOrder)) return { node, declaration: inOrder };
    // Large inputs with many of one type would take quadratic time here.
    const possible = candidates.length > MOST_CANDIDATES ? [] : candidates.filter((one) => agrees(node, one));
    return { node, declaration: possible.length === 1 ? (possible[0] ?? null) : null };
  });
}

const MOST_CANDIDATES = 300;

function typeOf(node: JsonNode): string {
  return (textOf(memberOf(node, 'type')) ?? '').toLowerCase();
}

/** Whether a compiled name can be what the declaration writes. What the declaration computes, or does not say, contradicts nothing. */
function agrees(node: JsonNode, declaration: Declaration): boolean {
  const written = objectOf(declaration.value)?.members.get('name')?.value;
  const name = textOf(memberOf(node, 'name'));
  if (written?.kind !== 'other' || name === null) return true;
  const { text, word } = written;
  if (text !== null) return name === text || name.endsWith(`/${text}`) || name.includes(`'${text}'`);
  const only = /^\[(?:parameters|variables)\('(\w+)'\)\]$/.exec(name)?.[1];
  return word === null || only === undefined || only === word;
}
