/** What a report says of rules that are wider than needed. */
import type { TooWideId } from '../../requirements/too-wide-ids.js';
import { ended, grammar } from './grammar.js';

/** The same rules as for all messages: strings passed in are printed as they come, and no text holds what Markdown or HTML would read. */
export interface WideMessages {
  /** Of the sentence at the top; without a full stop. */
  readonly clause: (count: number) => string;
  readonly heading: string;
  readonly verdict: Readonly<Record<'too-wide' | 'waived' | 'met', string>>;
  /** Heads of columns. */
  readonly opens: string;
  readonly rule: string;
  readonly fromScopes: (scopes: readonly string[]) => string;
  /** Before what is said of the rule; `until` is a day as it is written. */
  readonly waived: (by: { readonly reason: string; readonly owner: string | null; readonly until: string }) => string;
  /** A rule of SARIF for each kind. */
  readonly kind: Readonly<Record<TooWideId, string>>;
  readonly help: string;
  readonly annotationTitle: (count: number) => string;
  readonly moreAnnotations: (count: number) => string;
  /** What was left out for want of room. */
  readonly leftOut: string;
}

const en = grammar('en');

export const enWide: WideMessages = {
  clause: (count) =>
    en.plural(count, { one: '# rule allows more than is needed', other: '# rules allow more than is needed' }),
  heading: 'Rules that are wider than needed',
  verdict: { 'too-wide': 'too wide', waived: 'waived', met: 'no longer' },
  opens: 'Opens',
  rule: 'Rule',
  fromScopes: (scopes) => `On the way of ${en.list(scopes)}.`,
  waived: ({ reason, owner, until }) =>
    `This rule is waived until ${until}${owner === null ? '' : ` by ${owner}`}: ${ended(reason)}`,
  kind: {
    'too-wide-internet': 'A rule allows every address of the Internet, and less would do',
    'too-wide-prefix': 'A rule allows a public prefix that is larger than any service, and less would do',
    'too-wide-cloud': 'A rule allows all of Azure, and less would do',
    'too-wide-service': 'A rule allows a service in every region, and one region would do',
    'too-wide-ports': 'A rule allows all ports, and fewer would do',
    'too-wide-hosts': 'A rule allows every host, and less would do',
  },
  help: 'Nothing is missing here, and a check fails by it only where fail-on is too-wide. What is open and not needed is a way for data to leave: write the narrower rules, or waive the finding by its id or by too-wide.',
  annotationTitle: (count) =>
    `Azure Machine Learning: ${en.plural(count, { one: '# rule is wider than needed', other: '# rules are wider than needed' })}`,
  moreAnnotations: (count) =>
    en.plural(count, {
      one: '# more rule is wider than needed. The report names it.',
      other: '# more rules are wider than needed. The report names all of them.',
    }),
  leftOut: 'Shortened to fit: rules that are wider than needed are left out. The JSON report has everything.',
};

const fr = grammar('fr');

export const frWide: WideMessages = {
  clause: (count) =>
    fr.plural(count, {
      one: '# règle autorise plus que nécessaire',
      other: '# règles autorisent plus que nécessaire',
    }),
  heading: 'Règles plus larges que nécessaire',
  verdict: { 'too-wide': 'trop large', waived: 'dérogation', met: 'ne l’est plus' },
  opens: 'Ouvre',
  rule: 'Règle',
  fromScopes: (scopes) => `Sur le chemin de\u00a0: ${fr.list(scopes)}.`,
  waived: ({ reason, owner, until }) =>
    `Cette règle fait l’objet d’une dérogation jusqu’au ${fr.date(until)}${owner === null ? '' : ` (responsable\u00a0: ${owner})`}\u00a0: ${ended(reason)}`,
  kind: {
    'too-wide-internet': 'Une règle autorise toutes les adresses d’Internet, et moins suffirait',
    'too-wide-prefix': 'Une règle autorise un préfixe public plus grand que tout service, et moins suffirait',
    'too-wide-cloud': 'Une règle autorise tout Azure, et moins suffirait',
    'too-wide-service': 'Une règle autorise un service dans toutes les régions, et une région suffirait',
    'too-wide-ports': 'Une règle autorise tous les ports, et moins suffiraient',
    'too-wide-hosts': 'Une règle autorise tous les hôtes, et moins suffirait',
  },
  help: 'Rien ne manque ici, et un contrôle n’échoue pour cela que si fail-on vaut too-wide. Ce qui est ouvert sans être nécessaire est une voie de sortie pour les données\u00a0: écrivez les règles plus étroites, ou accordez une dérogation avec cet identifiant ou avec too-wide.',
  annotationTitle: (count) =>
    `Azure Machine Learning\u00a0: ${fr.plural(count, { one: '# règle plus large que nécessaire', other: '# règles plus larges que nécessaire' })}`,
  moreAnnotations: (count) =>
    fr.plural(count, {
      one: '# autre règle est plus large que nécessaire. Le rapport la nomme.',
      other: '# autres règles sont plus larges que nécessaire. Le rapport les nomme toutes.',
    }),
  leftOut:
    'Version raccourcie\u00a0: les règles plus larges que nécessaire sont omises. Le rapport JSON contient tout.',
};

const ko = grammar('ko');

export const koWide: WideMessages = {
  clause: (count) => ko.plural(count, { other: '필요 이상으로 넓은 규칙 #개' }),
  heading: '필요 이상으로 넓은 규칙',
  verdict: { 'too-wide': '너무 넓음', waived: '면제', met: '해소' },
  opens: '허용 대상',
  rule: '규칙',
  fromScopes: (scopes) => `다음 범위의 경로에 있습니다: ${ko.list(scopes)}.`,
  waived: ({ reason, owner, until }) =>
    `이 규칙은 면제되었습니다(${ko.date(until)}까지${owner === null ? '' : `, 담당: ${owner}`}): ${ended(reason)}`,
  kind: {
    'too-wide-internet': '인터넷의 모든 주소를 허용하는 규칙이며, 더 좁아도 충분합니다',
    'too-wide-prefix': '어떤 서비스보다도 큰 공용 접두사를 허용하는 규칙이며, 더 좁아도 충분합니다',
    'too-wide-cloud': 'Azure 전체를 허용하는 규칙이며, 더 좁아도 충분합니다',
    'too-wide-service': '모든 지역의 서비스를 허용하는 규칙이며, 한 지역으로 충분합니다',
    'too-wide-ports': '모든 포트를 허용하는 규칙이며, 더 적은 포트로 충분합니다',
    'too-wide-hosts': '모든 호스트를 허용하는 규칙이며, 더 좁아도 충분합니다',
  },
  help: '여기서 누락된 것은 없으며, fail-on 값이 too-wide일 때만 검사가 실패합니다. 필요하지 않은데 열려 있는 곳은 데이터가 나갈 수 있는 길입니다. 더 좁은 규칙을 작성하거나, 이 id 또는 too-wide 면제를 추가하세요.',
  annotationTitle: (count) => `Azure Machine Learning: ${ko.plural(count, { other: '필요 이상으로 넓은 규칙 #개' })}`,
  moreAnnotations: (count) =>
    ko.plural(count, { other: '필요 이상으로 넓은 규칙이 #개 더 있습니다. 보고서에 모두 나와 있습니다.' }),
  leftOut: '길이 제한으로 필요 이상으로 넓은 규칙은 생략했습니다. 전체 내용은 JSON 보고서에 있습니다.',
};
