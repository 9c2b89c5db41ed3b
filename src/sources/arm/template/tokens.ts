/** Texts with open parts, such as ids in a resource group that is not known, as plain texts in which each open part is a token: the same part the same token. */
import { joinParts } from '../language/open.js';
import { OPEN, type Open } from '../language/types.js';

/** Numbers the open parts of one template. */
export interface Tokens {
  /** The text with tokens for its open parts. */
  readonly render: (value: string | Open) => string;
  /** A piece of a rendered text as a value again. */
  readonly value: (rendered: string) => string | Open;
}

/** No JSON text holds it unescaped, and no name in Azure. */
const MARK = '\u0001';
const TOKEN = new RegExp(`${MARK}(\\d+)${MARK}`);

export function makeTokens(): Tokens {
  const numbers = new Map<string, number>();
  const parts: Open[] = [];
  const tokenOf = (part: Open): string => {
    const { identity } = part[OPEN];
    const known = numbers.get(identity);
    if (known !== undefined) return `${MARK}${known}${MARK}`;
    numbers.set(identity, parts.length);
    return `${MARK}${parts.push(part) - 1}${MARK}`;
  };
  return {
    render: (value) => {
      if (typeof value === 'string') return value.replaceAll(MARK, '');
      const inner = value[OPEN].parts;
      return inner === null
        ? tokenOf(value)
        : inner.map((part) => (typeof part === 'string' ? part.replaceAll(MARK, '') : tokenOf(part))).join('');
    },
    value: (rendered) => {
      if (!rendered.includes(MARK)) return rendered;
      // Every other piece is the number of a token.
      const pieces = rendered.split(TOKEN).map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)]));
      return joinParts(pieces.map((piece) => piece ?? ''));
    },
  };
}

/** For people: open parts as the expressions that they stand for. */
export function shown(value: string | Open): string {
  if (typeof value === 'string') return value;
  const parts = value[OPEN].parts ?? [value];
  return parts.map((part) => (typeof part === 'string' ? part : `{${part[OPEN].text}}`)).join('');
}
