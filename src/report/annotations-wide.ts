/** Workflow annotations of rules that are wider than needed: a notice on each line that declares one. */
import type { TooWide } from '../reachability/finding.js';
import type { Annotation } from './annotation.js';
import { isTooWide } from './conclusion.js';
import { plain } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { placeOf, sortTooWide } from './summary.js';

/** @param most notices that there is room for; the last of them sums up the rest */
export function wideAnnotations(rules: readonly TooWide[], messages: Messages, most: number): readonly Annotation[] {
  const lines = new Map<string, TooWide[]>();
  for (const rule of sortTooWide(rules.filter(isTooWide))) {
    const [{ location }] = rule.path;
    const key = location === null ? '' : placeOf({ file: location.file, line: location.line });
    lines.set(key, [...(lines.get(key) ?? []), rule]);
  }
  const all = [...lines.values()];
  if (all.length <= most) return all.map((some) => annotate(some, messages));
  if (most < 1) return [];
  const rest = all.slice(most - 1).flat();
  return [
    ...all.slice(0, most - 1).map((some) => annotate(some, messages)),
    {
      level: 'notice',
      title: messages.wide.annotationTitle(rest.length),
      message: messages.wide.moreAnnotations(rest.length),
    },
  ];
}

function annotate(rules: readonly TooWide[], messages: Messages): Annotation {
  const location = rules[0]?.path[0].location ?? null;
  return {
    level: 'notice',
    ...(location === null ? {} : { file: plain(location.file), line: location.line }),
    ...(location?.column === undefined ? {} : { column: location.column }),
    title: messages.wide.annotationTitle(rules.length),
    message: [
      ...rules.map(({ explanation }) => plain(explanation)),
      ...(location === null ? [messages.annotationWithoutPlace] : []),
    ].join('\n'),
  };
}
