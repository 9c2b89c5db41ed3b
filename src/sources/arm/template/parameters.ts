/** The parameters of one template: given, by default, or open. */
import { type Message, msg } from '../../../azure/message.js';
import { open, secure } from '../language/open.js';
import type { ArmType, ArmValue, Open, Scope } from '../language/types.js';
import { once } from './circles.js';
import { evaluateNode } from './evaluate-node.js';
import { itemsOf, type JsonNode, type Member, memberOf, membersOf, type ObjectNode, textOf } from './node.js';
import type { Run } from './run.js';
import { withoutSecrets } from './secure-parts.js';

/** What somebody gives for a parameter, by its name in lower case; `undefined` where nothing is given. */
export type Given = (name: string) => ArmValue | undefined;

const TYPES: ReadonlyMap<string, ArmType> = new Map([
  ['string', 'string'],
  ['securestring', 'string'],
  ['int', 'int'],
  ['bool', 'bool'],
  ['object', 'object'],
  ['secureobject', 'object'],
  ['array', 'array'],
]);

/** What a list of allowed values may have for an open value to be known as one of them. */
const MOST_ALTERNATIVES = 16;

/**
 * The lookup of `parameters('name')`. Values and defaults are evaluated when they are first asked for; a secure one is never looked at.
 * @param scope in which defaults are evaluated; taken when it is first needed
 */
export function makeParameters(
  template: ObjectNode,
  given: Given,
  scope: () => Scope,
  run: Run,
): (name: string) => ArmValue | undefined {
  const declared = new Map(
    membersOf(memberOf(template, 'parameters')).map((member) => [member.name.toLowerCase(), member]),
  );
  const definitions = memberOf(template, 'definitions');
  const known = new Map<string, ArmValue>();
  return (name) => {
    const key = name.toLowerCase();
    const before = known.get(key);
    if (before !== undefined) return before;
    const member = declared.get(key);
    if (member === undefined) return undefined;
    const value = once(run, member, `parameters('${member.name}')`, member.offset, () =>
      givenOrDefault(member, key, { definitions, given, scope, run }),
    );
    known.set(key, value);
    return value;
  };
}

interface Surroundings {
  readonly definitions: JsonNode | null;
  readonly given: Given;
  readonly scope: () => Scope;
  readonly run: Run;
}

function givenOrDefault(member: Member, key: string, { definitions, given, scope, run }: Surroundings): ArmValue {
  const type = declaredType(member.value, definitions);
  const text = `parameters('${member.name}')`;
  if (type.startsWith('secure')) return secure(text, type === 'secureobject' ? 'object' : 'string');
  const value = given(key);
  const byDefault = memberOf(member.value, 'defaultValue');
  const seen = (all: ArmValue): ArmValue => withoutSecrets(all, member.value, definitions, text);
  if (value !== undefined && !(value === null && byDefault !== null)) return seen(value);
  if (byDefault !== null) return seen(evaluateNode(byDefault, scope(), run));
  if (value === null || isNullable(member.value)) return null;
  return withoutValue(msg`the parameter ${member.name} has no value`, text, member.value, type);
}

/** An open value that is known to be one of a few, where the declaration lists them. */
function withoutValue(reason: Message, text: string, declaration: JsonNode, type: string): Open {
  const allowed = itemsOf(memberOf(declaration, 'allowedValues'));
  const values: readonly ArmValue[] =
    type === 'bool' ? [true, false] : allowed.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
  const complete = type === 'bool' || (type !== 'array' && allowed.length > 0 && values.length === allowed.length);
  return open(reason, text, {
    type: TYPES.get(type) ?? null,
    ...(complete && values.length <= MOST_ALTERNATIVES ? { alternatives: values } : {}),
  });
}

function isNullable(declaration: JsonNode): boolean {
  const nullable = memberOf(declaration, 'nullable');
  return nullable?.kind === 'scalar' && nullable.value === true;
}

/** The name of the basic type in lower case, also of a type that the template defines; empty where it says none. */
export function declaredType(declaration: JsonNode, definitions: JsonNode | null): string {
  let current: JsonNode | null = declaration;
  for (let step = 0; current !== null && step < 64; step++) {
    const type = textOf(memberOf(current, 'type'));
    if (type !== null) return type.toLowerCase();
    const name: string | undefined = /^#\/definitions\/(.+)$/.exec(textOf(memberOf(current, '$ref')) ?? '')?.[1];
    current = name === undefined ? null : memberOf(definitions, name.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return '';
}
