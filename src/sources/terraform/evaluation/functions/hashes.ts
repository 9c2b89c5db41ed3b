/** Hashes of texts and files, and what is random by nature. */
import { createHash } from 'node:crypto';
import { type Message, msg } from '../../../../azure/message.js';
import { fail } from '../failure.js';
import type { TfType, TfValue } from '../types.js';
import { undecided } from '../values.js';
import { readFile } from './files.js';
import { define, type Entry, text } from './function.js';

type Output = 'hex' | 'base64';

const digest = (algorithm: string, content: string | Uint8Array, output: Output): string =>
  createHash(algorithm).update(content).digest(output);

/** The hash of a text, and the same of a file. */
function hash(name: string, ofFile: string, algorithm: string, output: Output): readonly Entry[] {
  return [
    define(name, ['string'], ([value]) => digest(algorithm, text(value), output)),
    define(ofFile, ['string'], ([path], context) => digest(algorithm, readFile(text(path), context), output)),
  ];
}

const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['url', '6ba7b811-9dad-11d1-80b4-00c04fd430c8'],
  ['oid', '6ba7b812-9dad-11d1-80b4-00c04fd430c8'],
  ['x500', '6ba7b814-9dad-11d1-80b4-00c04fd430c8'],
]);

/** RFC 4122, version 5. */
function uuid(namespace: string, name: string): string {
  const id = (NAMESPACES.get(namespace) ?? namespace).toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return fail(msg`this text is no namespace of UUIDs`);
  const bytes = createHash('sha1')
    .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const digits = bytes.toString('hex', 0, 16);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}

/** A function whose result only a run of Terraform has. */
export function openFunction(name: string, parameters: readonly TfType[], reason: Message, optional = 0): Entry {
  return define(name, parameters, (): TfValue => undecided(reason), { optional });
}

export const HASHES: readonly Entry[] = [
  ...hash('md5', 'filemd5', 'md5', 'hex'),
  ...hash('sha1', 'filesha1', 'sha1', 'hex'),
  ...hash('sha256', 'filesha256', 'sha256', 'hex'),
  ...hash('sha512', 'filesha512', 'sha512', 'hex'),
  ...hash('base64sha256', 'filebase64sha256', 'sha256', 'base64'),
  ...hash('base64sha512', 'filebase64sha512', 'sha512', 'base64'),
  define('uuidv5', ['string', 'string'], ([namespace, name]) => uuid(text(namespace), text(name))),
  openFunction('uuid', [], msg`the result of uuid() is random`),
  openFunction('bcrypt', ['string', 'number'], msg`the result of bcrypt() is random`, 1),
  openFunction('rsadecrypt', ['string', 'string'], msg`what rsadecrypt() gives is a secret`),
];
