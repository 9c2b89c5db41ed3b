/** Korean: pages, drawings and rules. */
import { grammar } from './grammar.js';
import type { PageMessages } from './page.js';

const { plural } = grammar('ko');

const count = (number: number, unit: string): string => plural(number, { other: `#${unit}` });

export const page: PageMessages = {
  source: (document, date) => `에디션 출처: ${document}${date === null ? '' : `, ${date}`}`,

  changes: (changes) =>
    `변경 전과 비교: 신규 누락 ${count(changes.new, '건')}, 그대로인 누락 ${count(changes.existing, '건')}, 해소된 누락 ${count(changes.fixed, '건')}.`,
  changed: {
    new: (number) => `신규 누락 ${count(number, '건')}`,
    existing: (number) => `그대로인 누락 ${count(number, '건')}`,
    fixed: (number) => `해소된 누락 ${count(number, '건')}`,
  },

  missing: '누락',
  blockedBy: '차단 위치',
  stillOpen: '판단 불가',
  andMoreScopes: (number) => `외 범위 ${count(number, '개')}`,

  path: '경로 그림',
  drawingTitle: (direction) => (direction === 'outbound' ? '범위에서 나가는 길과 그 끝' : '범위로 들어오는 길과 그 끝'),
  drawingHelp:
    '끝에 가위표가 있는 화살표는 차단, 점선 화살표는 판단 불가, 일반 화살표는 허용입니다. 표에 같은 내용이 글로 있습니다',
  metTargets: (number) => `요구 사항 ${count(number, '개')}`,
  drawingsLeftOut: (number) => `다른 범위 ${count(number, '개')}의 그림은 생략했습니다.`,
  partsLeftOut: (number) => `다른 원인 ${count(number, '건')}은 그리지 않음`,

  onlyCauses:
    '길이 제한으로 누락 항목과 차단 원인만 표시하고 그림과 설명을 생략합니다. 전체 내용은 JSON 보고서에 있습니다.',
  summaryHasMore: (link) => `더 자세한 내용: ${link}.`,
  summaryName: '작업 요약',

  matrix: '범위별 요구 사항',
  matrixHelp: '칸을 누르면 경로와 결정 규칙이 있는 결과로 이동합니다.',
  requirement: '요구 사항',
  notAsked: '여기서는 요구하지 않음',
  whatIsMissing: '누락된 항목',
  gapsOf: (number) => `누락 ${count(number, '건')}`,
  settledOf: (number) => `충족 또는 면제 ${count(number, '건')}`,
  undecidedOf: (number) => `판단 불가 ${count(number, '건')}`,
  backToMatrix: '개요로 돌아가기',
  scopesLeftOut: (number) => `다른 범위 ${count(number, '개')}는 아래 목록에만 있습니다.`,
  madeBy: (tool) => `생성 도구: ${tool}`,

  rule: (direction, level, targets) => {
    const names = targets.join(', ');
    const end = level === 'required' ? '필수' : '권장';
    return direction === 'outbound'
      ? `Azure Machine Learning 컴퓨팅의 아웃바운드 연결(${end}): ${names}`
      : `Azure Machine Learning 컴퓨팅의 인바운드 연결(${end}): ${names}`;
  },
  ruleHelp:
    '네트워크 보안 그룹, 경로, 방화벽, 인터넷 출구 등 경로의 모든 구간에서 이 트래픽을 허용해야 합니다. 보고서에 차단된 것으로 나온 구간에서, 거부하는 규칙보다 먼저 적용되는 우선 순위로 허용하세요.',
  calledFrom: '이 선언이 들어 있는 모듈의 호출입니다.',
  scopeOf: (scope) => `범위: ${scope}`,
  resultsLeftOut: (number, most) =>
    `결과 ${count(number, '건')}을 생략했습니다. 코드 검사에는 ${count(most, '건')}까지만 표시됩니다. 전체 내용은 JSON 보고서에 있습니다.`,
};
