/** Whose a resource is: what the input only refers to, or reads for linking only, is somebody else's to change. */
import { type Message, msg } from '../azure/message.js';
import type { Resource } from '../azure/model.js';

/** Whose it is, as a clause; `null` for what the files to check declare themselves. */
export function foreign({ id, existing, reported, file, location }: Resource): Message | null {
  if (existing === true) return msg`${id} is only referred to in ${file}, so whoever owns it has to change it`;
  if (reported) return null;
  return location === null
    ? msg`${id} is of ${file}, which is read for linking only, so whoever owns it has to change it`
    : msg`${id}, declared in ${location.file}:${location.line}, is of ${file}, which is read for linking only, so whoever owns it has to change it`;
}
