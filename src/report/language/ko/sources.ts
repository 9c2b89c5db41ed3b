/** Korean: what is in the files, and what they leave open. */
import type { Dictionary } from '../speaker.js';

export const sources: Dictionary = {
  '{0} is not a list': '{0}: 목록이 아님',
  '{0} is not an object': '{0}: 개체가 아님',
  '{0} is not a text': '{0}: 텍스트가 아님',
  '{0} is not a whole number': '{0}: 정수가 아님',
  '{0} is neither true nor false': '{0}: true도 false도 아님',
  '{0} is not one of {1}': '{0}: 다음 중 하나가 아님({1})',
  '{0} is {1}, which is not resolved': '{0}: 계산할 수 없는 식 {1}',
  '{0} is missing': '{0}: 값이 없음',
  '{0} is not a resource id': '{0}: 리소스 ID가 아님',
  '{0}: the body': '{0}: 본문',
  'the private address of {0} is assigned by Azure': '{0}의 개인 주소(Azure에서 할당함)',
  '{0} is a rule group of an API version before 2020, which is not read':
    '{0}: 2020년 이전 API 버전의 규칙 그룹이므로 읽지 않음',
  '{0}: a rule of type {1} is not read': '{0}: {1} 형식의 규칙은 읽지 않음',
  '{0}: an outbound rule of type {1} is not read': '{0}: {1} 형식의 아웃바운드 규칙은 읽지 않음',
  'its compute type is open ({0}); it is read as a cluster': '컴퓨팅 형식을 알 수 없어({0}) 클러스터로 간주합니다',
  'a resource without a name': '이름이 없는 리소스',
  '{0}: its parent is not in the input': '{0}: 부모 리소스가 입력에 없음',
  'its subnets are not all decided ({0})': '서브넷 중 일부를 알 수 없습니다({0})',
  'it names nothing that it belongs to': '어디에 속하는지 지정되지 않았습니다',
  '{0} is left out: {1}': '{0}: 제외합니다. {1}',
  'whether {0} belongs to {1}: {2}': '{0}: {1}에 속하는지 여부. {2}',
  'whether the addresses of {0} belong to {1}: {2}': '{0}의 주소: {1}에 속하는지 여부. {2}',
  'network security group': '네트워크 보안 그룹',
  'route table': '경로 테이블',
  'NAT gateway': 'NAT 게이트웨이',
  'an association': '연결',
  '{0} has more than one association with a {1} ({2}); Azure keeps one':
    '{0}: {1} 연결이 둘 이상입니다({2}). Azure에서는 하나만 유지합니다',
  '{0} has {1} associations with a {2}': '{0}: {2} 연결이 {1}개 있음',
  '{0} is in {1} more than once; links to it lead to the first':
    '{0}: {1}에 두 번 이상 있습니다. 참조는 첫 번째 리소스로 연결합니다',
  '{0}: which resource it changes is not decided ({1})': '{0}: 변경할 리소스가 정해지지 않았습니다({1})',
  '{0} firewalls of the input have the address {1}': '입력의 방화벽 {0}개에 주소 {1} 있음',
  '{0} has no address yet; {1} is taken for it, the first that Azure assigns in its subnet':
    '{0}: 아직 주소가 없어 서브넷에서 Azure가 처음 할당하는 주소({1})로 간주합니다',
  '{0} is not in the input': '{0}: 입력에 없음',
  '{0} can be any of {1} resources of the input': '{0}: 입력의 리소스 {1}개 중 어느 것인지 알 수 없음',
  'and {0} more of this kind': '같은 종류 {0}건 더 있음',
  'give the ServiceTags_*.json download of your cloud, or save the answer of `az network list-service-tags --location REGION -o json`':
    '사용하는 클라우드의 ServiceTags_*.json 다운로드 파일을 지정하거나 `az network list-service-tags --location REGION -o json` 응답을 저장하세요',
  'this service-tag list is only its first page (it has a "nextLink"); {0}':
    '이 서비스 태그 목록은 첫 페이지뿐입니다("nextLink" 있음). {0}',
  'this service-tag list is for the {0} cloud, and the region is in the {1} cloud, whose addresses are others':
    '서비스 태그 목록의 클라우드({0})와 지역의 클라우드({1})가 달라 주소가 서로 다릅니다',
  "this service-tag list is old: {0}; Azure's addresses change every week, so download it again":
    '서비스 태그 목록이 오래되었습니다. {0}. Azure의 주소는 매주 바뀌므로 다시 다운로드하세요',
  'and {0} more such faults in {1}': '{1}에 같은 오류 {0}건 더 있음',
  'this entry is no service tag: it has no "name" with a list of "addressPrefixes", and counts as nothing':
    '이 항목은 서비스 태그가 아니므로 없는 것으로 처리됩니다. "name" 및 "addressPrefixes" 목록이 없습니다',
  'an entry that is no text': '텍스트가 아닌 항목',
  '{0} of the prefixes of {1} cannot be read and count as nothing: {2}':
    '{1}의 접두사 {0}개를 읽을 수 없어 없는 것으로 처리합니다. {2}',
  '{0}: the data source does not show {1}': '{0}: 데이터 원본에서 제공하지 않는 값 {1}',
  '{0} is none of {1}': '{0}: 다음 중 하나가 아님({1})',
  '{0} (it refers to {1})': '{0}(참조 대상: {1})',
  '{0} is known after apply': '{0}: 적용(apply) 후에 알 수 있음',
  '{0}: its type is not known ({1})': '{0}: 형식을 알 수 없습니다({1})',
  '{0}: {1} is neither an object nor the JSON text of one': '{0}: {1} 값이 개체도 아니고 개체의 JSON 텍스트도 아님',
  '{0}: its name is known after apply': '{0}: 이름은 적용(apply) 후에 알 수 있음',
  '{0} does not export it': '{0}에서 내보내지 않음',
  '{0}: the {1} that it changes is known after apply': '{0}: 변경할 리소스({1})는 적용(apply) 후에 알 수 있음',
  '{0}: the data source does not show rule collections': '{0}: 데이터 원본에서 규칙 컬렉션을 제공하지 않음',
  '{0}: the data source does not show the rules': '{0}: 데이터 원본에서 규칙을 제공하지 않음',
  '{0}: the data source does not show outbound rules': '{0}: 데이터 원본에서 아웃바운드 규칙을 제공하지 않음',
  '{0}: a NAT gateway is not shown by the data source': '{0}: 데이터 원본에서 NAT 게이트웨이를 제공하지 않음',
  '{0}; the plan is checked without this file': '{0}. 이 파일 없이 계획을 검사합니다',
  'module {0} leads back to a module that contains it, it is not followed':
    '모듈 {0}: 자신을 포함하는 모듈로 되돌아가므로 따라가지 않습니다',
  'there is no folder "{0}" for this module': '이 모듈의 폴더가 없습니다: "{0}"',
  '"{0}" is outside the workspace, the module is not read': '"{0}": 작업 공간 밖에 있으므로 모듈을 읽지 않습니다',
  'the JSON form of Terraform configuration is not read': 'JSON 형식의 Terraform 구성은 읽지 않습니다',
  'the folder cannot be read': '폴더를 읽을 수 없습니다',
  'this configuration has more than {0} files, the rest is not read':
    '구성의 파일이 {0}개를 넘어 나머지는 읽지 않습니다',
  'the file cannot be read': '파일을 읽을 수 없습니다',
  'the file is a link that leads outside the workspace, it is not read':
    '작업 공간 밖을 가리키는 링크이므로 파일을 읽지 않습니다',
  'the file cannot be read: {0}': '파일을 읽을 수 없습니다: {0}',
  'the files are larger than {0} MiB together, the rest is not read':
    '파일의 합계 크기가 {0} MiB를 넘어 나머지는 읽지 않습니다',
  'the file is not UTF-8, save it as UTF-8': '파일이 UTF-8이 아닙니다. UTF-8로 저장하세요',
  'no reason given': '이유를 알 수 없음',
  '{0} is declared twice, first in {1}; this one is left out':
    '{0}: 두 번 선언되었습니다(첫 번째 위치 {1}). 이 선언은 제외합니다',
  '{0} is sensitive': '{0}: 민감한 값',
  '{0} is nested too deeply': '{0}: 너무 깊이 중첩됨',
  'Terraform stopped with an error while it made this plan, so resources may be missing from it; mend the error and plan again':
    'Terraform이 이 계획을 만드는 중 오류로 중단되어 리소스가 빠졌을 수 있습니다. 오류를 고치고 계획을 다시 만드세요',
  'Terraform put off a part of the changes to a later plan (deferred), so resources may be missing from this one':
    'Terraform이 변경의 일부를 나중 계획으로 미루어(deferred) 이 계획에 리소스가 빠졌을 수 있습니다',
  '{0} is read only during apply: what it shows is not known before':
    '{0}: 적용(apply) 중에만 읽으므로 그 전에는 값을 알 수 없습니다',
  'a deposed object of {0} is left over from an interrupted apply and will be deleted; it is not checked':
    '중단된 적용(apply)에서 남은 {0}의 이전 개체(deposed)가 삭제될 예정이므로 검사하지 않습니다',
  '{0} does not change it, and the resource that it changes is not in the input':
    '{0}에서 변경하지 않으며, 변경 대상 리소스가 입력에 없음',
  '{0} may be changed by {1}: {2}': '{0}: {1}에 의해 변경될 수 있음. {2}',
  'the reports are of several clouds ({0}); the heading names one':
    '보고서의 클라우드가 여러 개입니다({0}). 제목에는 하나만 표시합니다',
  '{0} is in several reports that do not agree on it; of each requirement the worst verdict stands':
    '{0}: 여러 보고서의 내용이 서로 다릅니다. 요구 사항마다 가장 나쁜 결과를 따릅니다',
  'the baseline was made with edition {0}, this report with {1}: gaps in rows that only one of them has count as new':
    '기준 보고서의 에디션({0})과 이 보고서의 에디션({1})이 다릅니다. 한쪽에만 있는 행의 누락은 신규로 처리합니다',
  'the baseline is about region {0}, this report about {1}: gaps in service tags with a region count as new':
    '기준 보고서의 지역({0})과 이 보고서의 지역({1})이 다릅니다. 지역이 붙은 서비스 태그의 누락은 신규로 처리합니다',
};
