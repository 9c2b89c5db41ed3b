/** Korean. Names of the input stand where no particle has to follow their last sound. */
import type { Decider } from '../../reachability/explanation.js';
import type { Messages } from './catalogue.js';
import { grammar, isIsolationMode } from './grammar.js';
import { explanations } from './ko-explanations.js';
import { sentences } from './ko-messages.js';
import { page } from './ko-page.js';
import { koReview } from './review.js';
import { speaker } from './speaker.js';
import { koWide } from './wide.js';

const { list, plural } = grammar('ko');

const count = (number: number, unit: string): string => plural(number, { other: `#${unit}` });

function decider({ leg, resource, rule, collection, priority }: Decider): string {
  if (rule === null) return resource;
  // The way out and a managed network as a whole are no rules.
  if (leg === 'way-out') return `${resource} (${rule})`;
  if (leg === 'managed-network' && isIsolationMode(rule)) return `${resource} 격리 모드 ${rule}`;
  const noun = leg === 'route' ? '경로' : '규칙';
  const where = collection === undefined ? '' : ` 컬렉션 ${collection}`;
  return `${resource}${where} ${noun} ${rule}${priority === null ? '' : ` (${priority})`}`;
}

export const ko: Messages = {
  language: 'ko',
  labelled: (label, text) => `${label}: ${text}`,
  say: speaker('ko', sentences),

  title: 'Azure Machine Learning 네트워크 검사',
  heading: (title, conclusion) => `${title}: ${ko.conclusion[conclusion]}`,
  edition: (edition) => `${edition} 에디션`,
  region: (region) => (region === null ? '지역 알 수 없음' : `지역 ${region}`),
  cloud: { public: 'Azure 퍼블릭 클라우드', government: 'Azure Government', china: '21Vianet에서 운영하는 Azure' },
  hbi: (hbi) => `높은 비즈니스 영향: ${hbi === null ? '알 수 없음' : hbi ? '예' : '아니요'}`,
  features: (names) => `기능: ${names.join(', ')}`,
  checked: ({ scopes, required, recommended }) =>
    `범위 ${count(scopes, '개')}, 요구 사항 ${count(required, '개')}${recommended === 0 ? '' : `, 권장 사항 ${count(recommended, '개')}`}`,

  conclusion: { pass: '통과', fail: '실패', unknown: '판단 불가' },
  headline: ({ required, requiredGaps, requiredUnknown, recommendedGaps, tooWide }) =>
    `${[
      ...(requiredGaps > 0
        ? [`요구 사항 ${count(required, '개')} 중 ${count(requiredGaps, '개')} 미충족`]
        : requiredUnknown > 0
          ? []
          : required === 0
            ? ['요구 사항 없음']
            : [`요구 사항 ${count(required, '개')} 모두 충족`]),
      ...(requiredUnknown > 0 ? [`요구 사항 ${count(requiredUnknown, '개')} 판단 불가`] : []),
      ...(recommendedGaps > 0 ? [`권장 사항 ${count(recommendedGaps, '개')} 미충족`] : []),
      ...(tooWide > 0 ? [koWide.clause(tooWide)] : []),
    ].join(', ')}.`,
  nothingToCheck: '확인할 대상이 없습니다. 읽은 내용에 Azure Machine Learning 컴퓨팅이 사용할 네트워크가 없습니다.',
  fixed: (number) => `이 변경으로 누락 ${count(number, '건')}이 해소됩니다.`,

  verdict: {
    unmet: '누락',
    partial: '일부 허용',
    unknown: '판단 불가',
    met: '충족',
    waived: '면제',
    'not-applicable': '해당 없음',
  },
  verdictCount: (verdict, number) => `${ko.verdict[verdict]} ${count(number, '건')}`,
  level: { required: '필수', recommended: '권장' },
  direction: { outbound: '아웃바운드', inbound: '인바운드' },
  change: { new: '신규', existing: '기존', fixed: '해소' },
  action: { allow: '허용', deny: '거부', unknown: '판단 불가', route: '라우팅' },
  scopeKind: {
    subnet: '서브넷',
    'network-interface': '네트워크 인터페이스',
    'managed-network': '관리형 네트워크',
    'network-security-group': '네트워크 보안 그룹',
    firewall: '방화벽',
  },
  severity: { error: '오류', warning: '경고', note: '참고' },
  column: {
    verdict: '결과',
    target: '서비스 태그 또는 호스트',
    traffic: '트래픽',
    scope: '범위',
    level: '수준',
    decidedBy: '결정 규칙',
    place: '위치',
    why: '이유',
    waitsFor: '필요한 값',
    needs: '용도',
  },
  ways: {
    'no subnet': '서브넷 없음',
    'NAT gateway': 'NAT 게이트웨이',
    'public IP address': '공용 IP 주소',
    'default outbound access': '기본 아웃바운드 액세스',
  },
  decider,
  nextHop: (nextHop) => (nextHop === 'unknown' ? '다음 홉 알 수 없음' : `다음 홉 ${nextHop}`),

  requiredGaps: '필수',
  recommendedGaps: '권장',
  undecided: '판단 불가',
  settled: '충족 또는 면제',
  scopes: '범위',
  diagnostics: (number) => `진단 ${count(number, '건')}`,
  missingTags: '누락된 서비스 태그',
  missingHosts: '누락된 호스트',
  onlyRecommended: (heading) => `${heading}(권장)`,

  uncovered: (ports, addresses, more, note) =>
    `아직 닫혀 있는 부분: ${ports}${addresses === 'all' ? '' : `, ${addresses.join(', ')}`}${more > 0 ? ` 외 접두사 ${count(more, '개')}` : ''}${note === null ? '' : ` (${note})`}.`,
  remedy: (language, verified, place) =>
    `수정 방법(${FIX_LANGUAGES[language]}${verified ? ', 검증됨' : ''})${place === null ? '' : ` – ${place}`}`,
  waitsFor: (values) => `필요한 값: ${list(values)}.`,

  targets: {
    tag: (number) => `서비스 태그 ${count(number, '개')}`,
    host: (number) => `호스트 ${count(number, '개')}`,
  },
  together: {
    rule: (number) => `이 규칙이 ${count(number, '개')}를 모두 거부합니다.`,
    'default-rule': (number) => `허용하는 규칙이 없어 이 기본 규칙이 ${count(number, '개')}를 모두 거부합니다.`,
    addresses: (number) =>
      `네트워크 보안 그룹은 호스트 이름을 구분하지 못하며, 이 규칙이 ${count(number, '개')} 호스트의 주소를 모두 거부합니다.`,
    'no-firewall-rule': () => '허용하는 규칙이 없으며, Azure Firewall은 허용 규칙이 없는 트래픽을 거부합니다.',
    dropped: (number) => `이 경로의 다음 홉이 None이므로 ${count(number, '개')} 모두 삭제됩니다.`,
    'lost-answers': () => '응답이 이 경로로 나가며, 들어온 길로 되돌리는 다음 홉 Internet 경로가 없습니다.',
    'no-way-out': () =>
      '인터넷으로 라우팅되지만 나갈 방법이 없습니다. NAT 게이트웨이, 공용 IP, 부하 분산 장치의 아웃바운드 규칙이 없고 기본 아웃바운드 액세스도 꺼져 있습니다.',
    'not-approved': () => '승인하는 아웃바운드 규칙이 없으며, 관리형 네트워크는 승인되지 않은 트래픽을 차단합니다.',
    partial: () => '각각 일부만 열려 있습니다.',
    unknown: () => '열려 있는지 입력만으로는 알 수 없습니다.',
  },

  leg: {
    'security-admin-rule': '보안 관리 규칙',
    'network-interface-group': '네트워크 인터페이스의 네트워크 보안 그룹',
    'network-security-group': '네트워크 보안 그룹',
    route: '경로',
    firewall: '방화벽',
    'way-out': '인터넷 출구',
    'managed-network': '관리형 네트워크',
  },
  fate: { allowed: '연결됨', denied: '연결되지 않음', unknown: '판단 불가' },
  noGroup: '네트워크 보안 그룹 없음',
  noRule: '허용하는 규칙 없음',
  noWayOut: 'NAT 게이트웨이, 공용 IP, 부하 분산 장치의 아웃바운드 규칙이 없고 기본 아웃바운드 액세스가 꺼져 있음',
  otherPart: '다른 부분',

  onlyGaps: '길이 제한으로 누락 항목만 표시합니다. 전체 내용은 JSON 보고서에 있습니다.',
  onlyCounts: '길이 제한으로 개수와 이름만 표시합니다. 전체 내용은 JSON 보고서에 있습니다.',
  cut: '길이 제한으로 내용을 잘랐습니다. 전체 내용은 JSON 보고서에 있습니다.',
  more: (number) => `… 외 ${count(number, '건')}`,

  annotationTitle: (required, recommended, undecided) =>
    `Azure Machine Learning: ${[
      ...(required > 0 ? [`요구 사항 ${count(required, '건')} 미충족`] : []),
      ...(recommended > 0 ? [`권장 사항 ${count(recommended, '건')} 미충족`] : []),
      ...(undecided > 0 ? [`요구 사항 ${count(undecided, '건')} 판단 불가`] : []),
    ].join(', ')}`,
  annotationEntry: (target, traffic, verdict, level, scopes) =>
    `${target}, ${traffic}: ${ko.verdict[verdict]}(${ko.level[level]}), 범위 ${list(scopes)}`,
  annotationWithoutPlace: '입력에서 선언 위치를 알 수 없습니다.',
  moreAnnotations: (places, findings) =>
    `다른 위치 ${count(places, '곳')}에 ${count(findings, '건')}이 더 있습니다. GitHub는 종류별로 주석을 10개까지만 표시합니다. 전체 목록은 보고서에 있습니다.`,

  page,
  review: koReview,
  wide: koWide,
  explanations,
};

const FIX_LANGUAGES = { terraform: 'Terraform', bicep: 'Bicep', arm: 'ARM 템플릿', 'az-cli': 'Azure CLI' } as const;
