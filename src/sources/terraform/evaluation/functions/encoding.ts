/** Functions that read and write other formats: JSON, base64, percent signs; YAML and CSV have files of their own. */
import { Buffer, isUtf8 } from 'node:buffer';
import { msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { fail } from '../failure.js';
import { toJson } from '../json.js';
import { fromPlain } from '../plain.js';
import type { TfValue } from '../types.js';
import { summaryOf, undecided } from '../values.js';
import { readCsv } from './csv.js';
import { define, type Entry, text } from './function.js';
import { openFunction } from './hashes.js';
import { readYaml, writeYaml } from './yaml.js';

function readJson(source: string): TfValue {
  try {
    return fromPlain(JSON.parse(source));
  } catch (error) {
    if (error instanceof SyntaxError) return fail(msg`this text is no JSON`);
    throw error;
  }
}

/** @throws EvaluationFailure where the bytes are no text in UTF-8 */
function fromUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return fail(msg`these bytes are no text in UTF-8`);
  return Buffer.from(bytes).toString('utf8').normalize('NFC');
}

/** Standard base64 with its padding; line ends are passed over, as Go does. */
function fromBase64(source: string): Uint8Array {
  const plain = source.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return fail(msg`this text is no base64`);
  return Buffer.from(plain, 'base64');
}

/** Encodings that are made here; `null` for the many others that Terraform knows. */
function encode(value: string, encoding: string): Buffer | null {
  switch (encoding.toLowerCase()) {
    case 'utf-8':
      return Buffer.from(value, 'utf8');
    case 'utf-16le':
      return Buffer.from(value, 'utf16le');
    case 'utf-16be':
      return Buffer.from(value, 'utf16le').swap16();
    default:
      return null;
  }
}

const OTHER_ENCODING = msg`texts in this encoding are not read here`;

function encodeText(value: string, encoding: string): string {
  return (encode(value, encoding) ?? undecided(OTHER_ENCODING)).toString('base64');
}

function decodeText(source: string, encoding: string): string {
  const bytes = Buffer.from(fromBase64(source));
  switch (encoding.toLowerCase()) {
    case 'utf-8':
      return fromUtf8(bytes);
    case 'utf-16le':
      return bytes.length % 2 === 0 ? bytes.toString('utf16le').normalize('NFC') : undecided(OTHER_ENCODING);
    case 'utf-16be':
      return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le').normalize('NFC') : undecided(OTHER_ENCODING);
    default:
      return undecided(OTHER_ENCODING);
  }
}

/** As in a query: a blank is `+`, and only letters, digits and `-_.~` stay. */
const urlEncode = (value: string): string =>
  Array.from(Buffer.from(value, 'utf8'), (byte) => {
    const letter = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(letter)) return letter;
    return letter === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

export const ENCODING: readonly Entry[] = [
  define('base64decode', ['string'], ([value]) => fromUtf8(fromBase64(text(value)))),
  define('base64encode', ['string'], ([value]) => Buffer.from(text(value), 'utf8').toString('base64')),
  openFunction('base64gzip', ['string'], msg`what base64gzip() gives depends on the library that compresses`),
  define('csvdecode', ['string'], ([value], { budget }) => readCsv(text(value), budget)),
  define('jsondecode', ['string'], ([value]) => readJson(text(value))),
  define(
    'jsonencode',
    ['dynamic'],
    ([value = null], { budget }) => {
      spend(budget, 'text', summaryOf(value).text);
      return toJson(value);
    },
    { nullable: true },
  ),
  define('textdecodebase64', ['string', 'string'], ([value, name]) => decodeText(text(value), text(name))),
  define('textencodebase64', ['string', 'string'], ([value, name]) => encodeText(text(value), text(name))),
  define('urlencode', ['string'], ([value]) => urlEncode(text(value))),
  define('yamldecode', ['string'], ([value]) => readYaml(text(value))),
  define(
    'yamlencode',
    ['dynamic'],
    ([value = null], { budget }) => {
      spend(budget, 'text', summaryOf(value).text);
      return writeYaml(value, budget);
    },
    { nullable: true },
  ),
];
