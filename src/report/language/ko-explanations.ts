/** Korean: why a verdict is what it is, one sentence each. */
import type { Decider, ExplanationMessages, Flow } from '../../reachability/explanation.js';
import { ended, grammar } from './grammar.js';

const { date, list } = grammar('ko');

/** `Storage.westus2 대상 TCP 443 아웃바운드 트래픽`: ends in a noun of our own, so that the particle after it is known. */
const flowOf = ({ direction, ports, target }: Flow): string =>
  direction === 'outbound'
    ? `${target} 대상 ${ports} 아웃바운드 트래픽`
    : `${target}에서 오는 ${ports} 인바운드 트래픽`;

/** `azurerm_network_security_group.ml의 규칙 DenyInternet(우선 순위 4000)`: followed only by `에`, `에서` or `에 의해`. */
function by({ leg, resource, rule, collection, priority }: Decider): string {
  if (rule === null) return resource;
  const noun = { route: '경로', 'managed-network': '아웃바운드 규칙' }[leg as string] ?? '규칙';
  const where = collection === undefined ? '' : ` 컬렉션 ${collection}의`;
  return `${resource}의${where} ${noun} ${rule}${priority === null ? '' : `(우선 순위 ${priority})`}`;
}

const all = (deciders: readonly Decider[]): string => list(deciders.map(by));

export const explanations: ExplanationMessages = {
  'allowed-by-rule': (e) => `${flowOf(e.flow)}이 ${by(e.by)}에 의해 허용됩니다.`,
  'allowed-as-part-of': (e) => `${flowOf(e.flow)}이 ${e.container}에 포함되어 ${by(e.by)}에 의해 허용됩니다.`,
  'allowed-by-default-rule': (e) =>
    `${flowOf(e.flow)}을 결정하는 별도의 규칙이 없어 기본 규칙인 ${by(e.by)}에 의해 허용됩니다.`,
  'allowed-all-legs': (e) => `${flowOf(e.flow)}이 경로 전체에서 허용됩니다(${all(e.by)}).`,
  'allowed-together': (e) => `${flowOf(e.flow)}이 여러 규칙을 합쳐 허용됩니다(${all(e.by)}).`,
  'no-group': (e) =>
    `${flowOf(e.flow)}을 필터링하는 것이 없습니다. ${e.scope}에 네트워크 보안 그룹이 없고 경로에 방화벽도 없습니다.`,
  'allowed-by-hosts': (e) =>
    `${flowOf(e.flow)}이 호스트 이름으로 열려 있습니다. ${by(e.by)}에서 태그를 대신하는 호스트(${list(e.hosts)})를 허용합니다.`,
  'allowed-by-pattern': (e) => `${flowOf(e.flow)}이 ${by(e.by)}에 있는 패턴 ${e.pattern}에 의해 허용됩니다.`,
  'host-allowed-as-internet': (e) =>
    `네트워크 보안 그룹은 호스트 이름을 구분하지 못하지만 ${by(e.by)}에서 인터넷을 허용하므로 ${flowOf(e.flow)}이 열려 있습니다.`,
  'bypasses-firewall': (e) =>
    `${flowOf(e.flow)}은 ${by(e.by)}에 의해 인터넷으로 바로 나가므로 방화벽(${e.firewall})을 거치지 않습니다.`,
  'by-service-endpoint': (e) =>
    `${flowOf(e.flow)}은 경로 테이블과 관계없이 ${e.scope}의 서비스 엔드포인트(${e.endpoint})로 나갑니다.`,
  'by-private-endpoint': (e) => `${flowOf(e.flow)}은 프라이빗 엔드포인트(${e.endpoint})로 전달됩니다.`,
  'by-default-outbound-access': (e) =>
    `${flowOf(e.flow)}은 허용되지만 ${e.scope}에서 나가는 방법이 기본 아웃바운드 액세스뿐이며, 새 네트워크에서는 더 이상 제공되지 않습니다.`,
  'inbound-with-return-route': (e) =>
    `${flowOf(e.flow)}이 ${by(e.by)}에 의해 허용되고, 응답은 ${by(e.route)}에 따라 인터넷으로 돌아갑니다.`,

  'denied-by-rule': (e) => `${flowOf(e.flow)}이 ${by(e.by)}에 의해 거부됩니다.`,
  'denied-by-default-rule': (e) =>
    `${flowOf(e.flow)}을 허용하는 규칙이 없어 기본 규칙인 ${by(e.by)}에 의해 거부됩니다.`,
  'allow-behind-deny': (e) =>
    `${flowOf(e.flow)}이 ${by(e.by)}에 의해 거부됩니다. 허용 규칙은 그 뒤에 있습니다(${by(e.shadowed)}).`,
  'allow-does-not-match': (e) =>
    `${flowOf(e.flow)}이 ${by(e.by)}에 의해 거부됩니다. 허용 규칙(${by(e.candidate)})은 일치하지 않습니다(${e.why}).`,
  'no-firewall-rule': (e) =>
    `${e.firewall}에 ${flowOf(e.flow)}을 허용하는 규칙이 없으며, Azure Firewall은 허용 규칙이 없는 트래픽을 거부합니다.`,
  'no-firewall-rule-nor-hosts': (e) =>
    `${e.firewall}에 ${flowOf(e.flow)}을 허용하는 네트워크 규칙이 없고, 태그를 대신하는 호스트(${list(e.hosts)})를 허용하는 애플리케이션 규칙도 없습니다.`,
  'needs-network-rule': (e) =>
    `${e.firewall}의 애플리케이션 규칙은 HTTP, HTTPS, SQL만 처리하므로 ${flowOf(e.flow)}에는 네트워크 규칙이 필요합니다.`,
  'needs-tls-inspection': (e) =>
    `${flowOf(e.flow)}이 닫혀 있습니다. ${by(e.by)}에 URL이 지정되어 있으나 TLS 검사가 없으면 Azure Firewall이 URL을 볼 수 없습니다.`,
  'needs-dns-proxy': (e) =>
    `${flowOf(e.flow)}이 닫혀 있습니다. ${by(e.by)}에 호스트 이름이 지정되어 있으나 DNS 프록시를 켜야 네트워크 규칙에서 호스트 이름을 확인할 수 있습니다.`,
  'host-denied-as-internet': (e) =>
    `네트워크 보안 그룹은 호스트 이름을 구분하지 못하며 ${by(e.by)}에서 인터넷을 거부하므로 ${flowOf(e.flow)}이 닫혀 있습니다.`,
  'no-route': (e) => `${flowOf(e.flow)}이 삭제됩니다. ${by(e.by)}에 지정된 다음 홉이 None입니다.`,
  'no-way-out': (e) =>
    `${flowOf(e.flow)}은 인터넷으로 라우팅되지만 ${e.scope}에서 나갈 방법이 없습니다. NAT 게이트웨이, 공용 IP, 부하 분산 장치의 아웃바운드 규칙이 없고 기본 아웃바운드 액세스도 꺼져 있습니다.`,
  'asymmetric-return': (e) =>
    `${flowOf(e.flow)}이 유실됩니다. 응답이 ${by(e.by)}에 따라 다른 다음 홉(${e.nextHop})으로 나가며, 다음 홉이 Internet인 경로가 없어 들어온 길로 돌아가지 못합니다.`,

  'partly-denied': (e) =>
    `${flowOf(e.flow)}이 일부만 열려 있습니다${e.open === null ? '' : `(${e.open})`}. 나머지(${e.closed})는 ${by(e.by)}에 의해 거부됩니다.`,
  'partly-denied-partly-unknown': (e) =>
    `${flowOf(e.flow)}은 전부 열릴 수 없습니다. 일부(${e.closed})가 ${by(e.by)}에 의해 거부되고, 나머지는 아직 없는 값에 달려 있습니다(${e.waitsFor}).`,
  'partly-by-source': (e) =>
    `${flowOf(e.flow)}이 ${e.scope}의 일부 주소에만 열려 있습니다. ${by(e.by)}에 지정된 원본은 다음과 같습니다: ${list(e.sources)}.`,
  'partly-by-hosts': (e) =>
    `${e.firewall}에서 ${e.flow.target} 태그를 대신하는 호스트 중 일부만 허용합니다. ${e.flow.ports}에서 누락된 호스트: ${list(e.closedHosts)}.`,

  'unknown-value': (e) =>
    `${flowOf(e.flow)}이 열려 있는지는 ${e.by === null ? '입력에 없는 값' : by(e.by)}에 달려 있습니다: ${e.waitsFor}.`,
  'unknown-rules': (e) =>
    `${flowOf(e.flow)}이 열려 있는지는 입력에 나타나지 않는 ${e.resource}의 규칙에 달려 있습니다: ${e.waitsFor}.`,
  'unknown-prefixes': (e) =>
    `${flowOf(e.flow)}이 열려 있는지는 ${by(e.by)}에 달려 있습니다. IP 접두사에 태그가 포함되는지는 서비스 태그 데이터(service-tags)가 있어야 알 수 있습니다.`,
  'unknown-host-addresses': (e) =>
    `${flowOf(e.flow)}이 열려 있는지는 ${by(e.by)}에 달려 있습니다. IP 접두사가 인터넷 전체보다 좁고 호스트의 주소를 알 수 없습니다.`,
  'appliance-not-in-input': (e) =>
    `${flowOf(e.flow)}이 열려 있는지 알 수 없습니다. ${by(e.by)}에 따라 전달되는 다음 홉(${e.nextHop})이 입력의 어떤 방화벽에도 속하지 않습니다.`,
  'gateway-not-in-input': (e) =>
    `${flowOf(e.flow)}이 열려 있는지 알 수 없습니다. ${by(e.by)}에 따라 가상 네트워크 게이트웨이로 전달되며 그 너머는 입력에 없습니다.`,
  'web-category': (e) => `${flowOf(e.flow)}이 열려 있는지 알 수 없습니다. ${by(e.by)}에서 웹 범주로 결정합니다.`,

  'approved-by-service': (e) =>
    `${flowOf(e.flow)}은 ${e.workspace}의 관리형 네트워크에서 서비스가 직접 승인합니다(${e.mode}).`,
  'internet-outbound-allowed': (e) =>
    `${flowOf(e.flow)}이 열려 있습니다. ${e.workspace}의 관리형 네트워크는 모든 아웃바운드를 허용합니다(${e.mode}).`,
  'approved-by-outbound-rule': (e) => `${flowOf(e.flow)}이 ${by(e.by)}에 의해 승인됩니다.`,
  'host-not-approved': (e) =>
    `${e.workspace}에 ${flowOf(e.flow)}을 승인하는 아웃바운드 규칙이 없으며, 관리형 네트워크는 승인되지 않은 트래픽을 차단합니다(${e.mode}).`,
  'fqdn-rule-ports': (e) =>
    `${by(e.by)}에서는 ${flowOf(e.flow)}을 열 수 없습니다. 관리형 네트워크의 FQDN 규칙은 포트 80과 443만 지원합니다.`,
  'not-supported-fqdn-storage': (e) =>
    `${flowOf(e.flow)}이 열려 있는지 알 수 없습니다. ${by(e.by)}에 Azure Storage의 FQDN이 지정되어 있으나 관리형 네트워크에서 지원하지 않습니다(프라이빗 엔드포인트 규칙을 사용하세요).`,

  'rule-taken-away': (e) => `${flowOf(e.flow)}을 허용하던 ${by(e.by)}이 이 변경으로 없어집니다.`,
  waived: (e) =>
    `${flowOf(e.flow)}은 면제되었습니다(${date(e.until)}까지${e.owner === null ? '' : `, 담당: ${e.owner}`}): ${ended(e.reason)}`,
  'not-applicable': (e) => `${flowOf(e.flow)}은 여기에 해당하지 않습니다: ${e.reason}.`,
};
