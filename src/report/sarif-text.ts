/** Text and addresses in SARIF: nothing of the input becomes a link, a placeholder, markup or another scheme. */
import { createHash } from 'node:crypto';
import { plain } from './escape.js';

/**
 * A plain text message: one line, without what SARIF reads in it. `[text](1)` would be a link (3.11.6) and `{0}` a placeholder (3.11.5); a
 * space takes both their meaning. Of nothing a dash is left: SARIF wants a text.
 */
export function sarifText(text: string): string {
  const safe = plain(text)
    .replace(/\](?=\()/g, '] ')
    .replace(/\{(?=\d+\})/g, '{ ');
  return safe.trim() === '' ? '–' : safe;
}

/** A relative address of forward slashes with everything unusual escaped; `file:` for an absolute path. Lone surrogates become U+FFFD. */
export function artifactUri(file: string): string {
  const path = (file === '' ? '.' : file)
    .replaceAll('\\', '/')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/^(?:\.\/)+/, '');
  const encoded = path
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.length > LONGEST_SEGMENT ? segment.slice(0, LONGEST_SEGMENT) : segment).replace(
        /[!'()*]/g,
        percent,
      ),
    )
    .join('/');
  if (/^[a-z]:\//i.test(path)) return `file:///${path.slice(0, 2)}${encoded.slice(4)}`;
  return path.startsWith('/') ? `file://${encoded.startsWith('//') ? encoded.replace(/^\/+/, '/') : encoded}` : encoded;
}

const LONGEST_SEGMENT = 255;

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The same for the same parts, in any run and on any machine: 32 hexadecimal digits. Parts may hold anything. */
export function fingerprint(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
