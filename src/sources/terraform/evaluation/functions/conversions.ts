/** Functions that change types and marks. */
import { convertTo } from '../convert.js';
import type { TfType, TfValue } from '../types.js';
import { isUnknownValue, markSensitive, remark, withoutMark } from '../values.js';
import { define, type Entry, LIST, MAP, SET } from './function.js';

/** A conversion leaves open what is open: `tolist` of something unknown is unknown. */
function to(name: string, type: TfType): Entry {
  const run = ([value = null]: readonly TfValue[]): TfValue => {
    const bare = withoutMark(value);
    return remark(isUnknownValue(bare.value) ? bare.value : convertTo(bare.value, type), bare.sensitive);
  };
  return define(name, ['dynamic'], run, { sees: 'all', nullable: true });
}

function nonSensitive([value = null]: readonly TfValue[]): TfValue {
  return withoutMark(value).value;
}

function isMarked([value = null]: readonly TfValue[]): TfValue {
  const bare = withoutMark(value);
  return bare.sensitive;
}

export const CONVERSIONS: readonly Entry[] = [
  define('ephemeralasnull', ['dynamic'], ([value = null]) => value, { sees: 'all', nullable: true }),
  define('issensitive', ['dynamic'], isMarked, { sees: 'all', nullable: true }),
  define('nonsensitive', ['dynamic'], nonSensitive, { sees: 'all', nullable: true }),
  define('sensitive', ['dynamic'], ([value = null]) => markSensitive(value), { sees: 'all', nullable: true }),
  to('tobool', 'bool'),
  to('tolist', LIST),
  to('tomap', MAP),
  to('tonumber', 'number'),
  to('toset', SET),
  to('tostring', 'string'),
];
