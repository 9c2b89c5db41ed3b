/** Korean: what is noticed about rules, routes and tags. */
import type { Dictionary } from '../speaker.js';

export const rules: Dictionary = {
  'and {0} more {1}': '같은 종류 {0}건 더 있음: {1}',
  'without a known name': '(이름을 알 수 없음)',
  another: '이름을 알 수 없는 항목',
  '{0}, rule {1}': '{0}, 규칙 {1}',
  '{0}, route {1}': '{0}, 경로 {1}',
  '{0}, rule collection {1}': '{0}, 규칙 컬렉션 {1}',
  '{0}, outbound rule {1}': '{0}, 아웃바운드 규칙 {1}',
  'prefixes that cannot be read': '읽을 수 없는 접두사',
  '{0} is no address and no prefix, and counts as nothing': '{0}: 주소도 접두사도 아니므로 없는 것으로 처리됩니다',
  '{0} is no address and no prefix, so it matches nothing': '{0}: 주소도 접두사도 아니므로 아무것도 일치하지 않습니다',
  'ports that cannot be read': '읽을 수 없는 포트',
  '{0} is no port or port range and matches nothing; {1}':
    '{0}: 포트나 포트 범위가 아니므로 아무것도 일치하지 않습니다. {1}',
  'each port or range is an item of its own': '포트나 범위를 항목별로 따로 쓰세요',
  'ports end at 65535': '포트는 65535까지입니다',
  'the lower end comes first': '작은 값을 앞에 쓰세요',
  'write 443, 8000-8080 or *': '443, 8000-8080 또는 *처럼 쓰세요',
  'protocols that do not exist': '존재하지 않는 프로토콜',
  '{0} is no protocol of such a rule, so it matches nothing':
    '{0}: 이 종류의 규칙에 쓸 수 있는 프로토콜이 아니므로 아무것도 일치하지 않습니다',
  'service tags that do not exist': '존재하지 않는 서비스 태그',
  'there is no service tag {0}, so it matches nothing':
    '존재하지 않는 서비스 태그이므로 아무것도 일치하지 않습니다({0})',
  'there is no service tag {0}, so it matches nothing; did you mean {1}?':
    '존재하지 않는 서비스 태그이므로 아무것도 일치하지 않습니다({0}). 다음을 의도하셨나요? {1}',
  'service tags under names that Azure does not take': 'Azure에서 받지 않는 이름의 서비스 태그',
  '{0} is what documents call the tag; Azure takes only {1}':
    '{0}: 문서에서 쓰는 태그 이름입니다. Azure에서 받는 이름은 다음뿐입니다. {1}',
  'tags that cannot be used with a region': '지역을 붙여 쓸 수 없는 태그',
  '{0} cannot be used with a region in rules and routes; write {1}':
    '{0}: 규칙과 경로에서 지역을 붙여 쓸 수 없습니다. 다음과 같이 쓰세요. {1}',
  "tags in a route that Azure's list offers to network security groups only":
    'Azure 목록에서 네트워크 보안 그룹에만 제공하는 태그가 경로에 있음',
  "tags in a firewall rule that Azure's list offers to network security groups only":
    'Azure 목록에서 네트워크 보안 그룹에만 제공하는 태그가 방화벽 규칙에 있음',
  "Azure's list of tags offers {0} to network security groups only, not to a route; it is taken to match here":
    'Azure의 태그 목록에서 {0} 태그는 경로가 아니라 네트워크 보안 그룹에만 제공됩니다. 여기서는 일치하는 것으로 간주합니다',
  "Azure's list of tags offers {0} to network security groups only, not to a firewall rule; it is taken to match here":
    'Azure의 태그 목록에서 {0} 태그는 방화벽 규칙이 아니라 네트워크 보안 그룹에만 제공됩니다. 여기서는 일치하는 것으로 간주합니다',
  'missing priorities': '누락된 우선 순위',
  'it has no priority, so its place in the order is open': '우선 순위가 없어 순서를 알 수 없습니다',
  'priorities out of range': '범위를 벗어난 우선 순위',
  'the priority {0} is not between {1} and {2}; Azure refuses it':
    '우선 순위 {0}: 허용 범위({1}-{2})를 벗어나므로 Azure에서 거부합니다',
  'service tags as source of firewall rules': '방화벽 규칙의 원본에 쓰인 서비스 태그',
  'the service tag {0} is no source of a firewall rule, so it matches nothing; name addresses or an IP group':
    '서비스 태그 {0}: 방화벽 규칙의 원본으로 쓸 수 없으므로 아무것도 일치하지 않습니다. 주소나 IP 그룹을 지정하세요',
  'tags that a firewall does not have': '방화벽에 없는 태그',
  'a firewall has no tag {0}, so it matches nothing': '방화벽에 없는 태그이므로 아무것도 일치하지 않습니다({0})',
  'wildcards in network rules': '네트워크 규칙의 와일드카드',
  '{0} matches nothing: host names in network rules take no wildcards; use an application rule':
    '{0}: 아무것도 일치하지 않습니다. 네트워크 규칙의 호스트 이름에는 와일드카드를 쓸 수 없습니다. 애플리케이션 규칙을 사용하세요',
  'network rules with host names and no DNS proxy': 'DNS 프록시 없이 호스트 이름을 쓰는 네트워크 규칙',
  'its host names match nothing: the DNS proxy of the firewall is off':
    '호스트 이름이 아무것도 일치하지 않습니다. 방화벽의 DNS 프록시가 꺼져 있습니다',
  'wildcards that are not left-most': '맨 왼쪽에 있지 않은 와일드카드',
  '{0} matches nothing: a wildcard may only stand left-most':
    '{0}: 아무것도 일치하지 않습니다. 와일드카드는 맨 왼쪽에만 쓸 수 있습니다',
  'service tags as FQDN tags': 'FQDN 태그 자리에 쓰인 서비스 태그',
  '{0} is a service tag and no FQDN tag, so it matches nothing; only network rules take service tags':
    '{0}: FQDN 태그가 아니라 서비스 태그이므로 아무것도 일치하지 않습니다. 서비스 태그는 네트워크 규칙에만 쓸 수 있습니다',
  'service tags in application rules': '애플리케이션 규칙의 서비스 태그',
  'application rules take no service tags such as {0}; use a network rule':
    '애플리케이션 규칙에는 {0} 같은 서비스 태그를 쓸 수 없습니다. 네트워크 규칙을 사용하세요',
  '{0} is no port; ports are from 1 to 65535': '{0}: 포트가 아닙니다. 포트는 1부터 65535까지입니다',
  'URL rules without Premium': 'Premium이 아닌 URL 규칙',
  'its URLs match nothing: URL rules need a policy of tier Premium':
    'URL이 아무것도 일치하지 않습니다. URL 규칙에는 Premium 계층의 정책이 필요합니다',
  'URL rules without TLS inspection': 'TLS 검사가 없는 URL 규칙',
  'its URLs match no HTTPS: the rule does not ask for TLS inspection':
    'URL이 HTTPS와 일치하지 않습니다. 규칙에서 TLS 검사를 켜지 않았습니다',
  'its URLs match no HTTPS: the policy has no certificate for TLS inspection':
    'URL이 HTTPS와 일치하지 않습니다. 정책에 TLS 검사용 인증서가 없습니다',
  'URLs that cannot be read': '읽을 수 없는 URL',
  '{0} matches nothing: it is a host and a path, with a wildcard left-most or right-most only':
    '{0}: 아무것도 일치하지 않습니다. URL은 호스트와 경로이며, 와일드카드는 맨 왼쪽이나 맨 오른쪽에만 쓸 수 있습니다',
  'service tags as host names': '호스트 이름 자리에 쓰인 서비스 태그',
  '{0} is a service tag and no host name, so it matches nothing; make it a destination address of a network rule':
    '{0}: 호스트 이름이 아니라 서비스 태그이므로 아무것도 일치하지 않습니다. 네트워크 규칙의 대상 주소로 쓰세요',
  'host names that cannot be read': '읽을 수 없는 호스트 이름',
  '{0} is no host name and matches nothing; leave out scheme, port and path':
    '{0}: 호스트 이름이 아니므로 아무것도 일치하지 않습니다. 스키마, 포트, 경로를 빼세요',
  '{0} is no host name, or its wildcard is not left-most, so it matches nothing':
    '{0}: 호스트 이름이 아니거나 와일드카드가 맨 왼쪽에 있지 않으므로 아무것도 일치하지 않습니다',
  'rule collection groups that share a priority': '우선 순위가 같은 규칙 컬렉션 그룹',
  'the rule collection group {0} of its policy': '같은 정책의 규칙 컬렉션 그룹 {0}',
  'the policy of the rules': '규칙이 속한 정책',
  'firewalls with a policy and classic rules': '정책과 클래식 규칙이 모두 있는 방화벽',
  'it has a policy and the classic rule collection {0} as well; Azure takes one or the other, and this check follows the policy':
    '정책과 클래식 규칙 컬렉션({0})이 모두 있습니다. Azure에서는 둘 중 하나만 쓸 수 있으며 이 검사는 정책을 따릅니다',
  'rule collections that share a priority': '우선 순위가 같은 규칙 컬렉션',
  'the network rule collection {0}': '네트워크 규칙 컬렉션 {0}',
  'the application rule collection {0}': '애플리케이션 규칙 컬렉션 {0}',
  'it has the same priority {0} as {1}, so which of them comes first is not settled':
    '우선 순위({0})가 다음과 같아 어느 쪽이 먼저인지 정해지지 않습니다. {1}',
  'policies whose parent is not decided': '부모를 알 수 없는 정책',
  'the rules of its parent policy come before its own and are not in the input: {0}':
    '부모 정책의 규칙이 먼저 적용되지만 입력에 없습니다. {0}',
  'policies that are their own parents': '자기 자신이 부모인 정책',
  'its parent policies lead back to it ({0}); Azure refuses that':
    '부모 정책을 따라가면 자신으로 되돌아옵니다({0}). Azure에서 거부합니다',
  '{0}, then {1}': '{0} → {1}',
  'route tables with too many service tags': '서비스 태그가 너무 많은 경로 테이블',
  'it has {0} routes with service tags; Azure takes {1} in one table':
    '서비스 태그를 쓰는 경로가 {0}개입니다. Azure에서는 테이블 하나에 {1}개까지 허용합니다',
  'tags that are no prefix of a route': '경로의 접두사로 쓸 수 없는 태그',
  'the tag {0} cannot be the prefix of a route, which takes nothing this way':
    '태그 {0}: 경로의 접두사로 쓸 수 없으므로 이 경로에는 아무 트래픽도 해당하지 않습니다',
  '{0} is a range; a route has one prefix': '{0}: 범위입니다. 경로에는 접두사 하나만 쓸 수 있습니다',
  'next hops that do not exist': '존재하지 않는 다음 홉',
  '{0} is no type of next hop': '{0}: 다음 홉의 형식이 아닙니다',
  'rules that share a priority': '우선 순위가 같은 규칙',
  'it has the same priority {0} as the inbound rule {1}; Azure refuses that':
    '인바운드 규칙 {1}의 우선 순위({0})와 같습니다. Azure에서 거부합니다',
  'it has the same priority {0} as the outbound rule {1}; Azure refuses that':
    '아웃바운드 규칙 {1}의 우선 순위({0})와 같습니다. Azure에서 거부합니다',
  'rules with several service tags': '서비스 태그가 여러 개인 규칙',
  'it names {0} service tags as source; Azure takes one tag per rule, so make a rule for each':
    '원본에 서비스 태그가 {0}개 있습니다. Azure에서는 규칙당 태그 하나만 허용하므로 태그마다 규칙을 만드세요',
  'it names {0} service tags as destination; Azure takes one tag per rule, so make a rule for each':
    '대상에 서비스 태그가 {0}개 있습니다. Azure에서는 규칙당 태그 하나만 허용하므로 태그마다 규칙을 만드세요',
  'rules whose source is not in the virtual network': '원본이 가상 네트워크에 없는 규칙',
  'as source of an outbound rule {0} matches nothing: there a network security group sees the private addresses of the virtual network':
    '아웃바운드 규칙의 원본 {0}: 아무것도 일치하지 않습니다. 여기서 네트워크 보안 그룹은 가상 네트워크의 개인 주소를 봅니다',
  'rules whose destination is not in the virtual network': '대상이 가상 네트워크에 없는 규칙',
  'as destination of an inbound rule {0} matches nothing: there a network security group sees the private addresses of the virtual network':
    '인바운드 규칙의 대상 {0}: 아무것도 일치하지 않습니다. 여기서 네트워크 보안 그룹은 가상 네트워크의 개인 주소를 봅니다',
  'rules for VirtualNetwork beside a default route of the user': '사용자 기본 경로와 함께 쓰인 VirtualNetwork 규칙',
  'the route {0} of {1} for 0.0.0.0/0 may make Azure count every address to VirtualNetwork at {2}; this check does not':
    '{1}의 0.0.0.0/0 경로({0}) 때문에 Azure가 {2}에서 모든 주소를 VirtualNetwork에 포함할 수 있습니다. 이 검사는 그렇게 하지 않습니다',
  'rules that can never match were looked for in {0} lists of rules of {1}: the others are too long':
    '결코 일치할 수 없는 규칙을 규칙 목록 {1}개 중 {0}개에서만 찾았습니다. 나머지 목록은 너무 깁니다',
  'rules that can never match': '결코 일치할 수 없는 규칙',
  'it can never match: rule {0} comes before it and decides everything that it is about':
    '결코 일치할 수 없습니다. 먼저 적용되는 규칙({0})에서 해당 트래픽을 모두 결정합니다',
  'it can never match: the rules {0} come before it and decide everything that it is about':
    '결코 일치할 수 없습니다. 먼저 적용되는 규칙들({0})에서 해당 트래픽을 모두 결정합니다',
  'it can never match: {0} rules come before it and decide everything that it is about, among them {1}':
    '결코 일치할 수 없습니다. 먼저 적용되는 규칙 {0}개({1} 등)에서 해당 트래픽을 모두 결정합니다',
};
