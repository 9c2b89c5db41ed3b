/** Korean: what closes gaps and what does not, edits of files, and rules that are too wide. */
import type { Dictionary } from '../speaker.js';

export const remedies: Dictionary = {
  'nothing is missing': '누락된 것이 없습니다',
  '{0} (this is the first of {1})': '{0}(전체 {1}건 중 첫 번째)',
  'none of {0} gaps can be closed from here': '누락 {0}건 중 여기서 해소할 수 있는 것이 없습니다',
  '{0} of {1} gaps are closed by these changes; make a new plan and check it':
    '이 변경으로 누락 {1}건 중 {0}건이 해소됩니다. 계획을 다시 만들어 검사하세요',
  '{0} of {1} gaps are closed by these changes and by what is to be done by hand; make a new plan and check it':
    '이 변경과 직접 해야 할 작업으로 누락 {1}건 중 {0}건이 해소됩니다. 계획을 다시 만들어 검사하세요',
  'nothing is written without --write': '--write 옵션이 없으면 파일에 쓰지 않습니다',
  '{0} is written': '{0}: 파일에 썼습니다',
  '{0} is not written: {1}': '{0}: 파일에 쓰지 않았습니다. {1}',
  '{0} opens the Internet on these ports, since a group sees no host names; only a firewall can allow hosts by name':
    '{0}: 네트워크 보안 그룹은 호스트 이름을 구분하지 못하므로 이 포트를 인터넷 전체에 엽니다. 호스트를 이름으로 허용할 수 있는 것은 방화벽뿐입니다',
  'left open at {0}: {1}': '해소되지 않은 누락(범위 {0}): {1}',
  'left open at {0}: {1}. The reason: {2}': '해소되지 않은 누락(범위 {0}): {1}. 이유: {2}',
  'to be done by hand, because {0}:': '직접 해야 할 작업(이유: {0}):',
  'for {0}': '대상: {0}',
  'for {0} in {1}:{2}': '대상: {0}({1}:{2})',
  'the collection {0} of {1}': '{1}의 컬렉션 {0}',

  'no rule of the input blocks it': '입력에 이 트래픽을 차단하는 규칙이 없음',
  'it depends on {0}': '다음에 따라 달라짐: {0}',
  'the managed network of {0} has no rule that would surely allow {1}':
    '{0}의 관리형 네트워크에 다음을 확실히 허용하는 규칙을 둘 수 없음: {1}',
  'the managed network of {0} takes host names on ports 80 and 443 only, and none of Azure Storage':
    '{0}의 관리형 네트워크에서는 호스트 이름을 80 및 443 포트에만 쓸 수 있고 Azure Storage의 호스트 이름은 쓸 수 없음',
  '{0} has no way out, and that is for its owner to choose and pay: a NAT gateway with a public IP address that the subnet is associated with, a route to a firewall, or nodes with public IP addresses':
    '{0}: 인터넷 출구가 없음. 공용 IP 주소가 있는 NAT 게이트웨이를 서브넷에 연결하거나, 방화벽으로 가는 경로를 두거나, 노드에 공용 IP 주소를 주는 방법 중 하나를 비용을 부담하는 소유자가 선택해야 함',
  'the security admin rule {0} of {1} denies it, and rules of a network manager are made by whoever runs it':
    '{1}의 보안 관리 규칙 {0}에서 거부함. 네트워크 관리자(Network Manager)의 규칙은 이를 운영하는 담당자가 만들어야 함',
  'no tag can be written for {0} while its region is not known': '{0}: 지역을 알 수 없어 태그를 쓸 수 없음',
  '{0} filters at the other end, which is not of {1}': '{0}: {1}에 속하지 않는 반대쪽 끝에서 필터링함',
  'no rule of {0} was found that would help': '{0}에서 도움이 될 규칙을 찾지 못함',
  'no priority is free in {0} before the rule {1} of priority {2}, so that rule has to get a higher number first':
    '{0}에 규칙 {1}(우선 순위 {2})보다 앞서는 빈 우선 순위가 없으므로 먼저 이 규칙의 우선 순위 번호를 높여야 함',
  'a firewall knows host names on the ports 80 and 443 only, so others have to be allowed by their addresses':
    '방화벽은 80 및 443 포트에서만 호스트 이름을 구분하므로 나머지는 주소로 허용해야 함',
  'a rule of {0} names its sources, and the addresses of the compute are not in the input':
    '{0}의 규칙에는 원본 주소가 필요한데 컴퓨팅의 주소가 입력에 없음',
  '{0} is in a virtual hub, where a firewall takes rules from a policy only, and it has none':
    '{0}에 정책이 없습니다. 가상 허브의 방화벽은 정책의 규칙만 사용합니다',
  'No fix is printed here: {0}.': '여기에 수정안을 표시하지 않는 이유: {0}.',
  'The fix may not be enough: {0}.': '이 수정안만으로 충분하지 않을 수 있음: {0}.',
  '{0} has no rule collection of the input that a rule could be added to in time':
    '{0}: 거부되기 전에 적용되도록 규칙을 추가할 수 있는 규칙 컬렉션이 입력에 없음',
  'the route {0} of {1} drops it, and no route can name a host: give that route a firewall as next hop, which can':
    '{1}의 경로 {0}에서 삭제되며, 경로에는 호스트를 지정할 수 없음. 호스트를 지정할 수 있는 방화벽을 이 경로의 다음 홉으로 설정해야 함',
  'the route {0} of {1} drops it, and it is for the network':
    '{1}의 경로 {0}에서 삭제되며, 이 트래픽은 가상 네트워크로 향함',
  'the route {0} of {1} drops it': '{1}의 경로 {0}에서 삭제됨',
  '{0} is only referred to in {1}, so whoever owns it has to change it':
    '{0}: {1}에서 참조만 하므로 소유자가 변경해야 함',
  '{0} is of {1}, which is read for linking only, so whoever owns it has to change it':
    '{0}: 참조를 연결하는 데만 읽는 파일({1})의 리소스이므로 소유자가 변경해야 함',
  '{0}, declared in {1}:{2}, is of {3}, which is read for linking only, so whoever owns it has to change it':
    '{0}({1}:{2}에 선언됨): 참조를 연결하는 데만 읽는 파일({3})의 리소스이므로 소유자가 변경해야 함',

  'the input does not hold what it is about': '입력에 변경할 대상이 없음',
  'the input is no source that could be edited': '입력이 편집할 수 있는 소스가 아님',
  '{0} is not edited': '{0}: 편집하지 않는 파일',
  '{0} is no file that is edited': '{0}: 편집할 수 있는 종류의 파일이 아님',
  '{0} is the JSON form of the language, which is not edited': '{0}: JSON 형식의 Terraform 파일이므로 편집하지 않음',
  '{0} cannot be parsed: {1}': '{0}: 구문 분석할 수 없음({1})',
  '{0} is outside the folder that the command runs in, where nothing is written':
    '{0}: 명령을 실행하는 폴더 밖에 있어 쓰지 않음',
  '{0} is no regular file of at most 8 MiB': '{0}: 8MiB 이하의 일반 파일이 아님',
  '{0} is not UTF-8': '{0}: UTF-8이 아님',
  'the edit of {0} did not come out as meant': '{0}: 편집 결과가 의도와 다름',
  '{0} is the file of a module: what is written there for {1} holds for all who call it':
    '{0}: 모듈의 파일이므로 {1}에 필요해서 쓴 내용이 이 모듈을 호출하는 모든 곳에 적용됩니다',
  '{0}: the block of {1} declares {2} more, which get the same rules':
    '{0}: {1}의 블록에서 다른 리소스 {2}개도 함께 선언하므로 같은 규칙이 추가됩니다',
  'the rules around it name their sources by groups of addresses': '주변 규칙의 원본이 주소 그룹으로 지정됨',
  'the rules around it name their sources by groups of addresses, which the input does not name':
    '주변 규칙의 원본이 주소 그룹으로 지정되나 그 이름이 입력에 없음',
  "{0} is made for each of several, and names {1} of another module by what is each one's own":
    '{0}: 여러 개가 만들어지며, 다른 모듈의 리소스({1})를 각각 다른 값으로 참조함',
  '{0} has no block of its own for the collection {1}': '{0}: 컬렉션 {1}에 해당하는 블록이 따로 없음',
  '{0} has no collection {1} that is written out': '{0}: 파일에 직접 작성된 컬렉션이 아님({1})',
  '{0} computes its {1}, so a rule has to be added to what it is computed from':
    '{0}: {1} 값을 식으로 계산하므로 식에 쓰이는 원래 값에 규칙을 추가해야 함',
  'what would be written is no valid Terraform': '추가할 내용이 올바른 Terraform 구문이 아님',
  'what would be written for {0} is no valid Terraform': '{0}에 추가할 내용이 올바른 Terraform 구문이 아님',
  'what would be written for {0} is no valid Bicep': '{0}에 추가할 내용이 올바른 Bicep 구문이 아님',
  'no .tf file at hand declares {0}; leave the files beside the input':
    '{0}: 선언하는 .tf 파일이 없음(.tf 파일을 입력과 같은 폴더에 두세요)',
  '{0} may be the folder that {1} is of, but no name in it proves that; leave its .tf files beside the input':
    '{0}: {1} 파일에 해당하는 폴더일 수 있으나 이름으로 확인되지 않음(.tf 파일을 입력과 같은 폴더에 두세요)',
  '{0} may be of any of the folders {1}; leave the .tf files that are meant beside the input':
    '{0}: 해당하는 폴더가 여러 개일 수 있음({1}). 맞는 .tf 파일을 입력과 같은 폴더에 두세요',
  'no .bicep file at hand declares {0}': '{0}: 선언하는 .bicep 파일이 없음',
  '{0} is declared in {1}, the JSON form of the language, which is not edited':
    '{0}: JSON 형식의 Terraform 파일({1})에 선언되어 편집하지 않음',
  '{0} is declared in {1} and changed by an override file beside it':
    '{0}: {1}에 선언되고 같은 폴더의 재정의(override) 파일에서 변경됨',
  '{0} is declared in the module {1}, which is not in the workspace: whoever owns the module has to change it':
    '{0}: 작업 공간에 없는 모듈 {1}에 선언되어 모듈 소유자가 변경해야 함',
  '{0} is declared in the module {1} of {2}, which is not in the workspace: whoever owns the module has to change it':
    '{0}: 작업 공간에 없는 모듈 {1}(원본 {2})에 선언되어 모듈 소유자가 변경해야 함',
  '{0} has no {1} at line {2} any more': '{0}: {2}번 줄에 {1} 선언이 더 이상 없음',
  '{0} has no resource at line {1} that could be followed': '{0}: {1}번 줄에 해석할 수 있는 리소스가 없음',
  'the rules of {0} are declared where one more cannot be put beside them':
    '{0}의 규칙이 선언된 위치 옆에는 규칙을 더 추가할 수 없음',
  '{0}:{1} has a rule of that name already, so the input is older than the file; make a new plan':
    '{0}:{1}에 이름이 같은 규칙이 이미 있어 입력이 파일보다 오래되었습니다. 계획을 다시 만드세요',
  '{0} has a rule of the name {1} already, so the input is older than the file':
    '{0}에 이름이 같은 규칙({1})이 이미 있어 입력이 파일보다 오래되었습니다',

  '{0}: before this change it opened {1} ({2}), and it does so no more.':
    '{0}: 이 변경 전에는 {1} 대상 트래픽({2})을 허용했지만, 더 이상 허용하지 않습니다.',
  '{0} more rules look too wide and were not tried: they are too many, or too many places use them':
    '너무 넓어 보이지만 확인하지 않은 규칙이 {0}개 더 있습니다. 규칙이 너무 많거나 사용하는 곳이 너무 많습니다',
  '{0}; who else sends by it was not looked at': '{0}. 이 규칙을 이용하는 다른 곳의 트래픽은 확인하지 않았습니다',
  'it allows {0} on {1}, and Azure Machine Learning needs of that only {2}; with narrower rules in its place everything that is met stays met':
    '{0} 대상 트래픽({1})을 허용하지만, 그중 Azure Machine Learning에 필요한 것은 다음뿐입니다. {2}. 더 좁은 규칙으로 바꿔도 충족된 항목은 모두 그대로 충족됩니다',
  'it allows {0} on {1}, and nothing that Azure Machine Learning needs of the Internet goes by it; with a narrower rule in its place everything that is met stays met':
    '{0} 대상 트래픽({1})을 허용하지만, Azure Machine Learning에 필요한 인터넷 트래픽은 이 규칙을 거치지 않습니다. 더 좁은 규칙으로 바꿔도 충족된 항목은 모두 그대로 충족됩니다',
  'it allows {0} on {1}, and nothing that Azure Machine Learning needs goes by it; without it everything that is met stays met':
    '{0} 대상 트래픽({1})을 허용하지만, Azure Machine Learning에 필요한 트래픽은 이 규칙을 거치지 않습니다. 이 규칙이 없어도 충족된 항목은 모두 그대로 충족됩니다',
  'every address of the Internet': '인터넷의 모든 주소',
  'every host': '모든 호스트',
  '{0} of every region': '모든 지역의 {0}',
  'all ports': '모든 포트',
  'port {0}': '포트 {0}',
};
