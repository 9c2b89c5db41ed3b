/** Korean: what is checked, what a verdict waits for, and the requirements. */
import type { Dictionary } from '../speaker.js';

export const reachability: Dictionary = {
  'scope {0} matches nothing': 'scope 설정({0})과 일치하는 범위가 없습니다',
  'there is nothing to check: no compute of Azure Machine Learning in a subnet, no managed network, no subnet with a group or a route table, no group and no firewall':
    '확인할 대상이 없습니다. 서브넷에 배치된 Azure Machine Learning 컴퓨팅, 관리형 네트워크, 그룹이나 경로 테이블이 있는 서브넷, 그룹, 방화벽이 모두 없습니다',
  "{0} reaches the Internet only by Azure's default outbound access, which new networks do not have; give it a NAT gateway, a firewall, or nodes with public IP addresses":
    '{0}: Azure의 기본 아웃바운드 액세스로만 인터넷에 연결되며, 새 네트워크에는 이 액세스가 없습니다. NAT 게이트웨이나 방화벽을 추가하거나 노드에 공용 IP 주소를 지정하세요',
  'the members of a network group, which a policy picks': '정책이 선택하는 네트워크 그룹의 구성원',
  'the members of {0}, which a policy picks': '정책이 선택하는 네트워크 그룹 구성원({0})',
  'a security admin rule': '보안 관리 규칙',
  'which host {0} is': '{0}에 해당하는 실제 호스트',
  'whether compute here has a public IP address': '이곳의 컴퓨팅에 공용 IP 주소가 있는지 여부',
  'a value that is not in the input': '입력에 없는 값',
  'the hosts of the FQDN tag {0}': 'FQDN 태그 {0}의 호스트',
  'the hosts in the web category {0}': '웹 범주 {0}에 속하는 호스트',
  'whether the service takes an FQDN rule for Azure Storage ({0}): its documents say that it needs a private endpoint':
    '서비스가 Azure Storage용 FQDN 규칙({0})을 받아들이는지 여부: 문서에 따르면 프라이빗 엔드포인트가 필요함',
  'the region, since the workspaces of the input are in several; say which with region':
    '지역(입력의 작업 영역이 여러 지역에 있음, region 설정으로 지정하세요)',
  'the region, since no workspace is in the input; say it with region':
    '지역(입력에 작업 영역이 없음, region 설정으로 지정하세요)',
  "{0} has service endpoint policies, which are not read here: they have to allow the workspace's storage accounts and the alias /services/Azure/MachineLearning":
    '{0}에 서비스 엔드포인트 정책이 있으며 여기서는 그 내용을 읽지 않습니다. 정책에서 작업 영역의 스토리지 계정과 별칭 /services/Azure/MachineLearning을 허용해야 합니다',
  '{0} has no public IP address and no prefix in the input, and carries nothing out until it gets one':
    '입력에서 {0}에 공용 IP 주소나 접두사가 없습니다. 둘 중 하나를 연결하기 전에는 아무 트래픽도 내보내지 못합니다',
  '{0}: whether compute has a public IP address is not known ({1}), so what must come in is recommended only':
    '{0}: 컴퓨팅에 공용 IP 주소가 있는지는 아직 없는 값에 달려 있습니다({1}). 그 값을 알 때까지 인바운드 요구 사항은 권장 사항으로만 다룹니다',
  'whether the workspace is HBI, since none is in the input; say so with hbi':
    '작업 영역의 HBI 여부(입력에 작업 영역이 없음, hbi 설정으로 지정하세요)',
  'the scopes are in several regions': '범위가 여러 지역에 있음',
  'the workspaces of the scopes differ': '범위의 작업 영역이 서로 다름',
  'not known: {0}': '알 수 없는 값: {0}',
  '{0} is no region that this version knows; its cloud is taken to be public':
    '이 버전에서 알 수 없는 지역입니다({0}). 퍼블릭 클라우드로 간주합니다',
  'the route that it takes': '사용되는 경로',
  'the lengths of the prefixes of {0} and of AzureCloud': '{0} 및 AzureCloud 접두사의 길이',
  'what is behind the virtual network gateway, which is not in the input':
    '입력에 없는 가상 네트워크 게이트웨이 너머의 네트워크',
  'the appliance that the route names, which is not in the input': '경로가 지정한 어플라이언스(입력에 없음)',
  'the appliance {0}, which is not in the input': '어플라이언스 {0}(입력에 없음)',
  'the next hop of {0}': '{0}의 다음 홉',
  'the network of {0}': '{0}의 네트워크',
  'the target of {0}': '{0}의 대상',
  'the subnet of {0} is not decided: {1}': '{0}의 서브넷이 정해지지 않았습니다. {1}',
  'the subnet of {0} is one of several: {1}': '{0}의 서브넷이 여러 후보 중 하나입니다. {1}',
  'the subnet of {0}: {1}': '{0}의 서브넷: {1}',
  'the subnet of the compute, which is not in the input': '컴퓨팅의 서브넷(입력에 없음)',
  'the subnet that the group is for, which is not in the input': '그룹이 적용되는 서브넷(입력에 없음)',
  'the address prefixes of {0}': '{0}의 주소 접두사',
  'the members of an application security group': '애플리케이션 보안 그룹의 구성원',
  '{0} may or may not hold the subnet: {1}': '{0}에 서브넷이 포함되는지 여부: {1}',
  'the address space of the virtual network, which {0} may or may not hold':
    '가상 네트워크의 주소 공간({0}에 포함되는지 알 수 없음)',
  'the prefixes of {0}, which the service-tag file lacks': '서비스 태그 파일에 없는 {0}의 접두사',
  '{0} outside AzureCloud': 'AzureCloud에 속하지 않는 {0}',
  '{0} inside AzureCloud': 'AzureCloud에 속하는 {0}',
  '{0} in {1}': '{1}의 {0}',
  'part of {0}': '{0}의 일부',
  '{0} outside {1}': '{1}에 속하지 않는 {0}',
  '{0} and {1} more': '{0} 외 {1}개',
  'the addresses of the host, which {0} may or may not hold': '호스트의 주소({0}에 포함되는지 알 수 없음)',
  'service-tag data: without it, what {0} holds is open':
    '서비스 태그 데이터(없으면 {0}에 무엇이 포함되는지 알 수 없음)',
  'service-tag data: without it, what {0} hold is open':
    '서비스 태그 데이터(없으면 {0}에 무엇이 포함되는지 알 수 없음)',
  'service-tag data: no fact says whether {0} holds it': '서비스 태그 데이터({0}에 포함되는지 알려 주는 정보가 없음)',
  '{0}, which is not in the input': '{0}(입력에 없음)',
  'the virtual network of {0}': '{0}의 가상 네트워크',
  'the address space of {0}': '{0}의 주소 공간',
  'the address space of the network that {0} peers with': '{0}에 연결된 피어 네트워크의 주소 공간',
  'hosts: {0}': '호스트: {0}',
  '{0} other than {1}': '{1} 이외의 {0}',
  'path {0}': '경로 {0}',
  'paths other than {0}': '{0} 이외의 경로',
  'from {0}': '원본 {0}',
  'which of the rule collections with priority {0} comes first': '우선 순위 {0}인 규칙 컬렉션 중 먼저 적용되는 것',
  'which of the rule collection groups with priority {0} comes first':
    '우선 순위 {0}인 규칙 컬렉션 그룹 중 먼저 적용되는 것',
  'source ports {0}': '원본 포트 {0}',
  'there is no input': '입력이 없음',
  'there is no service tag {0} that this tool knows': '이 도구가 알지 못하는 서비스 태그입니다({0})',
  'there is no service tag {0} that this tool knows; did you mean {1}?':
    '이 도구가 알지 못하는 서비스 태그입니다({0}). 다음을 의도하셨나요? {1}',
  'the answer says no port for {0}; it is taken as 443': '응답에 {0}의 포트가 없어 443으로 간주합니다',
  'the answer says no port for {0} and {1} more; it is taken as 443':
    '응답에 {0} 외 {1}개 호스트의 포트가 없어 443으로 간주합니다',
  '{0} has an asterisk inside; it is asked for as {1}': '{0}: 별표가 중간에 있습니다. 다음 호스트로 요구합니다. {1}',
  'row {0}: {1}': '행 {0}: {1}',
  'its change number is {0}, and {1} was there on {2}': '변경 번호 {0}({2} 당시 이미 {1}번까지 있었습니다)',
  'it is of {0}, {1} days before {2}': '{0} 자료이며 {2}보다 {1}일 전입니다',
  'remedies are worked out for the first gaps only: {0} more have none':
    '해결 방법은 앞쪽 누락에 대해서만 계산됩니다. 나머지 {0}건에는 없습니다',
  'the subnet of {0}': '{0}의 서브넷',
  'the subnet of a private endpoint': '프라이빗 엔드포인트의 서브넷',
  'the region, which is not in the input: whether {0} is the tag that is needed depends on it':
    '입력에 없는 지역: 필요한 태그가 {0}인지 여부는 지역에 따라 다름',
  'the waiver for {0} waives nothing: {1} is no date; write it as YYYY-MM-DD':
    '면제({0})는 아무것도 면제하지 않습니다. 날짜가 아닌 값: {1}. YYYY-MM-DD 형식으로 쓰세요',
  'the waiver for {0} expired on {1} and waives nothing any more: {2}':
    '면제({0})는 만료되어 더 이상 적용되지 않습니다. 만료일: {1}. 사유: {2}',
  'the waiver for {0} is not needed: what it is about is allowed':
    '면제({0})는 필요하지 않습니다. 대상이 이미 허용되어 있습니다',
  'the waiver for {0} is not needed: the rule that it is about is no wider than needed':
    '면제({0})는 필요하지 않습니다. 대상 규칙이 필요 이상으로 넓지 않습니다',
  'the waiver for {0} waives nothing: the rule that it is about is on the way of other scopes too; waive it for all of them':
    '면제({0})는 아무것도 면제하지 않습니다. 대상 규칙이 다른 범위의 경로에도 있습니다. 모든 범위에 대해 면제하세요',
  'the waiver for {0} matches nothing': '면제({0})와 일치하는 항목이 없습니다',
  '{0} at {1}': '{0}, 범위 {1}',
  'this comment waives nothing: a waiver is a line of its own that begins with "# azureml-network-check: waive" or "// azureml-network-check: waive"':
    '이 주석은 아무것도 면제하지 않습니다: 면제는 "# azureml-network-check: waive" 또는 "// azureml-network-check: waive"로 시작하는 별도의 줄이어야 합니다',
  'this comment waives nothing: {0}': '이 주석은 아무것도 면제하지 않습니다: {0}',
};
