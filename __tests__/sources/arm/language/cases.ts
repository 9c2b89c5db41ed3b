/**
 * What each function gives, as data that any implementation can be held against. Facts: the public reference of template functions (Microsoft Learn,
 * azure-resource-manager/templates/template-functions). An open value is written `?text`, a part of an array that is open `…text`.
 */
export type Case = readonly [expression: string, value: unknown];

/** Everything is decided. */
export const DECIDED: Readonly<Record<string, readonly Case[]>> = {
  add: [
    ['add(2, 3)', 5],
    ['add(-2, 3)', 1],
  ],
  and: [
    ['and(true(), true())', true],
    ['and(true(), false())', false],
    ['and(true(), true(), false())', false],
  ],
  array: [
    ["array('a')", ['a']],
    ["array(parameters('ports'))", [443, 80, 8787]],
    ['array(null())', [null]],
    ["array(createObject('a', 1))", [{ a: 1 }]],
  ],
  base64: [
    ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
    ["base64('')", ''],
  ],
  base64ToJson: [
    ["base64ToJson(base64('{''one'': ''a'', ''two'': ''b''}'))", { one: 'a', two: 'b' }],
    ["base64ToJson('WzEsMl0=')", [1, 2]],
  ],
  base64ToString: [["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three']],
  bool: [
    ["bool('True')", true],
    ["bool('false')", false],
    ['bool(1)', true],
    ['bool(0)', false],
    ["bool('0')", false],
  ],
  cidrHost: [
    ["cidrHost('10.144.3.0/24', 0)", '10.144.3.1'],
    ["cidrHost('10.144.3.0/24', 253)", '10.144.3.254'],
    ["cidrHost('fdad:3236:5555:3000::/52', 4)", 'fdad:3236:5555:3000::5'],
  ],
  cidrSubnet: [
    ["cidrSubnet('10.144.0.0/20', 24, 4)", '10.144.4.0/24'],
    ["cidrSubnet('10.144.0.9/20', 20, 0)", '10.144.0.0/20'],
    ["cidrSubnet('0.0.0.0/0', 1, 1)", '128.0.0.0/1'],
    ["cidrSubnet('fdad:3236:5555::/48', 52, 3)", 'fdad:3236:5555:3000::/52'],
  ],
  coalesce: [
    ["coalesce(null(), 'a', 'b')", 'a'],
    ['coalesce(null())', null],
    ["coalesce('', 'b')", ''],
    ["coalesce('a', parameters('anything'))", 'a'],
  ],
  concat: [
    ["concat('a', 'b', 'c')", 'abc'],
    ["concat('vm', 1)", 'vm1'],
    ['concat(createArray(1), createArray(2, 3))', [1, 2, 3]],
    ["concat(parameters('ports'))", [443, 80, 8787]],
    ["SYS.Concat('a', 'b')", 'ab'],
  ],
  contains: [
    ["contains('OneTwo', 'Two')", true],
    ["contains('OneTwo', 'two')", false],
    ["contains(parameters('ports'), 80)", true],
    ["contains(parameters('ports'), '80')", false],
    ["contains(parameters('subnet'), 'NAME')", true],
    ["contains(parameters('subnet'), 'other')", false],
    ["contains(parameters('proto'), 'toString')", false],
  ],
  copyIndex: [
    ['copyIndex()', 2],
    ['copyIndex(1)', 3],
    ["copyIndex('rules')", 2],
    ["copyIndex('rules', 100)", 102],
  ],
  createArray: [
    ['createArray()', []],
    ["createArray(1, 'a', null())", [1, 'a', null]],
  ],
  createObject: [
    ['createObject()', {}],
    ["createObject('a', 1, 'b', createObject('c', true()))", { a: 1, b: { c: true } }],
    ["createObject('a', 1, 'A', 2)", { a: 2 }],
  ],
  dataUri: [["dataUri('Hello')", 'data:text/plain;charset=utf8;base64,SGVsbG8=']],
  dataUriToString: [
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["dataUriToString(dataUri('ü'))", 'ü'],
  ],
  dateTimeAdd: [
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y', 'yyyy-MM-dd')", '2023-04-07'],
    ["dateTimeAdd('2020-04-07T14:53:14Z', '-P9D', 'yyyyMMddTHHmmssZ')", '20200329T145314Z'],
    ["dateTimeAdd('20200407T145314Z', 'PT1H', 'u')", '2020-04-07 15:53:14Z'],
    ["dateTimeAdd('2020-01-31T00:00:00Z', 'P1M', 'yyyy-MM-dd')", '2020-02-29'],
  ],
  dateTimeFromEpoch: [['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z']],
  dateTimeToEpoch: [
    ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
    ["dateTimeToEpoch('2023-05-02T17:16:13+02:00')", 1683040573],
  ],
  div: [
    ['div(8, 3)', 2],
    ['div(-8, 3)', -2],
  ],
  empty: [
    ["empty('')", true],
    ["empty('a')", false],
    ['empty(createArray())', true],
    ["empty(parameters('ports'))", false],
    ['empty(createObject())', true],
    ['empty(null())', true],
    ["empty(json('{}'))", true],
  ],
  endsWith: [
    ["endsWith('abcdef', 'DEF')", true],
    ["endsWith('abcdef', 'e')", false],
    ["endsWith('a', 'ba')", false],
  ],
  equals: [
    ['equals(1, 1)', true],
    ["equals('a', 'a')", true],
    ["equals('a', 'A')", false],
    ["equals(1, '1')", false],
    ['equals(null(), null())', true],
    ['equals(createArray(1, 2), createArray(1, 2))', true],
    ['equals(createArray(1, 2), createArray(2, 1))', false],
    ["equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", true],
    ["equals(parameters('later'), parameters('later'))", true],
    ['equals(uniqueString(resourceGroup().id), uniqueString(resourceGroup().id))', true],
    ["equals(parameters('later'), 5)", false],
    ["equals(concat('a', parameters('later')), 'bx')", false],
    ["equals(concat('ab', parameters('later')), 'a')", false],
    ["equals(if(parameters('flag'), 'a', 'b'), 'c')", false],
  ],
  extensionResourceId: [
    [
      "extensionResourceId('/subscriptions/s/resourceGroups/g', 'Microsoft.Network/virtualNetworks/subnets', 'v', 's1')",
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s1',
    ],
  ],
  false: [['false()', false]],
  filter: [
    ["filter(parameters('ports'), lambda('p', greater(lambdaVariables('p'), 100)))", [443, 8787]],
    ["filter(createArray('a', 'b', 'c'), lambda('x', 'i', equals(lambdaVariables('i'), 1)))", ['b']],
  ],
  first: [
    ["first('One')", 'O'],
    ["first(parameters('ports'))", 443],
    ["first('')", ''],
    ['first(createArray())', null],
  ],
  flatten: [['flatten(createArray(createArray(1, 2), createArray(), createArray(createArray(3))))', [1, 2, [3]]]],
  float: [
    ['float(3)', 3],
    ["float('3.5')", 3.5],
  ],
  format: [
    ["format('Hello, {0}. {1}', 'you', 3)", 'Hello, you. 3'],
    ["format('{0}-{0}', 'a')", 'a-a'],
    ["format('{{{0}}}', 1)", '{1}'],
    ["format('{0,5}|{0,-5}|', 'ab')", '   ab|ab   |'],
    ["format('{0:D3} {0:000} {0:X2} {1:N0} {1:N2} {1:F1}', 7, 1234567)", '007 007 07 1,234,567 1,234,567.00 1234567.0'],
    ["format('{0}', true())", 'True'],
    ["format('{0}', null())", ''],
  ],
  greater: [
    ['greater(2, 1)', true],
    ["greater('a', 'b')", false],
  ],
  greaterOrEquals: [
    ['greaterOrEquals(2, 2)', true],
    ["greaterOrEquals('b', 'a')", true],
  ],
  groupBy: [
    ["groupBy(createArray('ab', 'ac', 'b'), lambda('x', first(lambdaVariables('x'))))", { a: ['ab', 'ac'], b: ['b'] }],
  ],
  guid: [["guid('a', 'b')", '2d796349-8c7e-55ec-9624-54ece82ed031']],
  if: [
    ["if(true(), 'a', 'b')", 'a'],
    ["if(equals(1, 2), div(1, 0), 'b')", 'b'],
    ["if(parameters('flag'), 'same', 'same')", 'same'],
  ],
  indexFromEnd: [
    ["indexFromEnd(parameters('ports'), 1)", 8787],
    ["indexFromEnd(parameters('dogs'), 3).name", 'Evie'],
  ],
  indexOf: [
    ["indexOf('abcdef', 'CD')", 2],
    ["indexOf('abc', 'z')", -1],
    ["indexOf(parameters('ports'), 80)", 1],
    ["indexOf(parameters('ports'), 81)", -1],
  ],
  int: [
    ["int('4')", 4],
    ['int(4)', 4],
    ["int('-7')", -7],
  ],
  intersection: [
    ["intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))", ['two', 'three']],
    [
      'intersection(json(\'{"one":"a","two":"b","three":"c"}\'), json(\'{"one":"a","two":"z","three":"c"}\'))',
      { one: 'a', three: 'c' },
    ],
  ],
  items: [
    [
      "items(createObject('b', 1, 'a', createObject('x', 2)))",
      [
        { key: 'a', value: { x: 2 } },
        { key: 'b', value: 1 },
      ],
    ],
  ],
  join: [
    ["join(createArray('one', 'two'), ', ')", 'one, two'],
    ["join(createArray(), ',')", ''],
    ["join(parameters('ports'), ',')", '443,80,8787'],
  ],
  json: [
    ["json('null')", null],
    ['json(\'{"a": [1, true, "x"]}\')', { a: [1, true, 'x'] }],
    ["json('{''a'': ''it\\''s \"b\"''}')", { a: 'it\'s "b"' }],
    ["json(' 5 ')", 5],
  ],
  lambda: [["map(createArray(1), lambda('x', add(lambdaVariables('x'), 1)))", [2]]],
  lambdaVariables: [
    [
      "map(createArray(1, 2), lambda('x', map(createArray(10), lambda('y', add(lambdaVariables('X'), lambdaVariables('y'))))))",
      [[11], [12]],
    ],
  ],
  last: [
    ["last('One')", 'e'],
    ["last(parameters('ports'))", 8787],
    ["last(split(resourceId('Microsoft.Network/virtualNetworks', 'vnet1'), '/'))", 'vnet1'],
  ],
  lastIndexOf: [
    ["lastIndexOf('abcdefabc', 'A')", 6],
    ["lastIndexOf(createArray('a', 'b', 'a'), 'a')", 2],
  ],
  length: [
    ["length('One')", 3],
    ["length(parameters('ports'))", 3],
    ["length(parameters('subnet'))", 2],
  ],
  less: [
    ['less(1, 2)', true],
    ["less('b', 'a')", false],
  ],
  lessOrEquals: [
    ['lessOrEquals(2, 2)', true],
    ["lessOrEquals('a', 'b')", true],
  ],
  managementGroupResourceId: [
    [
      "managementGroupResourceId('mg1', 'Microsoft.Authorization/policyDefinitions', 'p')",
      '/providers/Microsoft.Management/managementGroups/mg1/providers/Microsoft.Authorization/policyDefinitions/p',
    ],
  ],
  map: [
    ["map(parameters('dogs'), lambda('dog', lambdaVariables('dog').name))", ['Evie', 'Indy', 'Kira']],
    [
      "map(parameters('dogs'), lambda('dog', 'i', format('{0}{1}', lambdaVariables('dog').name, lambdaVariables('i'))))",
      ['Evie0', 'Indy1', 'Kira2'],
    ],
  ],
  mapValues: [
    ["mapValues(createObject('a', 1, 'b', 2), lambda('v', mul(lambdaVariables('v'), 10)))", { a: 10, b: 20 }],
  ],
  max: [
    ['max(0, 3, 2, 5, 4)', 5],
    ["max(parameters('ports'))", 8787],
  ],
  min: [
    ['min(3, 2, 5)', 2],
    ["min(parameters('ports'))", 80],
  ],
  mod: [
    ['mod(7, 3)', 1],
    ['mod(-7, 3)', -1],
  ],
  mul: [
    ['mul(5, 3)', 15],
    ['mul(-1, 0)', 0],
  ],
  not: [['not(true())', false]],
  null: [['null()', null]],
  objectKeys: [["objectKeys(createObject('a', 1, 'b', 2))", ['a', 'b']]],
  or: [
    ['or(false(), true())', true],
    ['or(false(), false())', false],
  ],
  padLeft: [
    ["padLeft('123', 10, '0')", '0000000123'],
    ['padLeft(5, 3)', '  5'],
    ["padLeft('abc', 2)", 'abc'],
  ],
  parameters: [
    ["parameters('PREFIX')", 'nsg'],
    ["parameters('subnet').properties.delegations", []],
  ],
  parseCidr: [
    [
      "parseCidr('10.144.0.0/20')",
      {
        network: '10.144.0.0',
        netmask: '255.255.240.0',
        broadcast: '10.144.15.255',
        firstUsable: '10.144.0.1',
        lastUsable: '10.144.15.254',
        cidr: 20,
      },
    ],
    [
      "parseCidr('fdad:3236:5555::/48')",
      {
        network: 'fdad:3236:5555::',
        netmask: 'ffff:ffff:ffff::',
        firstUsable: 'fdad:3236:5555::',
        lastUsable: 'fdad:3236:5555:ffff:ffff:ffff:ffff:ffff',
        cidr: 48,
      },
    ],
    ["parseCidr('10.0.0.77/16').network", '10.0.0.0'],
  ],
  range: [
    ['range(5, 3)', [5, 6, 7]],
    ['range(0, 0)', []],
  ],
  reduce: [
    [
      "reduce(parameters('ports'), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))",
      9310,
    ],
    [
      "reduce(createArray(createObject('a', 1), createObject('b', 2)), createObject(), lambda('cur', 'next', union(lambdaVariables('cur'), lambdaVariables('next'))))",
      { a: 1, b: 2 },
    ],
    ["reduce(createArray(5, 5), 0, lambda('cur', 'next', 'i', add(lambdaVariables('cur'), lambdaVariables('i'))))", 1],
  ],
  reference: [["reference('vnet').addressSpace[0]", '10.0.0.0/16']],
  replace: [
    ["replace('123-123-1234', '-', '')", '1231231234'],
    ["replace('aXbX', 'x', 'y')", 'aXbX'],
  ],
  resourceId: [
    [
      "resourceId('s', 'g', 'Microsoft.Network/virtualNetworks/subnets', 'v', 's1')",
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s1',
    ],
  ],
  shallowMerge: [
    [
      "shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('A', createObject('y', 2), 'b', 3)))",
      { a: { y: 2 }, b: 3 },
    ],
  ],
  skip: [
    ["skip('one two', 4)", 'two'],
    ["skip(parameters('ports'), 1)", [80, 8787]],
    ["skip(parameters('ports'), 9)", []],
    ["skip('abc', -1)", 'abc'],
  ],
  sort: [
    ["sort(parameters('ports'), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))", [80, 443, 8787]],
    [
      "map(sort(parameters('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('d', lambdaVariables('d').name))",
      ['Indy', 'Evie', 'Kira'],
    ],
  ],
  split: [
    ["split('one,two', ',')", ['one', 'two']],
    ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
    ["split('a.b', '.')", ['a', 'b']],
    ["split('a,,b', ',')", ['a', '', 'b']],
    ["split('/subscriptions/s', '/')[2]", 's'],
  ],
  startsWith: [
    ["startsWith('abcdef', 'AB')", true],
    ["startsWith('abcdef', 'e')", false],
    ["startsWith(concat('nsg-', parameters('later')), 'NSG')", true],
    ["startsWith(concat('nsg-', parameters('later')), 'vnet')", false],
  ],
  string: [
    ["string('a')", 'a'],
    ['string(5)', '5'],
    ["string(createObject('a', createArray(1, 'x')))", '{"a":[1,"x"]}'],
    ['string(createArray(true(), null()))', '[true,null]'],
  ],
  sub: [['sub(7, 3)', 4]],
  subscriptionResourceId: [
    [
      "subscriptionResourceId('s', 'Microsoft.Authorization/roleDefinitions', 'r')",
      '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r',
    ],
  ],
  substring: [
    ["substring('one two three', 4, 3)", 'two'],
    ["substring('abc', 1)", 'bc'],
    ["substring('abc', 3)", ''],
  ],
  take: [
    ["take('one two', 3)", 'one'],
    ["take(parameters('ports'), 2)", [443, 80]],
    ["take(concat('abcdef', parameters('later')), 3)", 'abc'],
  ],
  tenantResourceId: [
    [
      "tenantResourceId('Microsoft.Authorization/policyDefinitions', 'p')",
      '/providers/Microsoft.Authorization/policyDefinitions/p',
    ],
  ],
  toLower: [["toLower('One TWO')", 'one two']],
  toObject: [
    [
      "toObject(parameters('dogs'), lambda('d', lambdaVariables('d').name), lambda('d', lambdaVariables('d').age))",
      { Evie: 5, Indy: 2, Kira: 8 },
    ],
    ["toObject(createArray('a'), lambda('x', lambdaVariables('x')))", { a: 'a' }],
  ],
  toUpper: [["toUpper('One two')", 'ONE TWO']],
  trim: [["trim('  a b ')", 'a b']],
  true: [['true()', true]],
  tryGet: [
    ["tryGet(parameters('subnet'), 'NAME')", 'training'],
    ["tryGet(parameters('subnet'), 'missing')", null],
    ["tryGet(null(), 'a')", null],
    ["tryGet(parameters('ports'), 1)", 80],
    ["tryGet(parameters('ports'), 9)", null],
    ["tryGet(parameters('subnet'), 'properties', 'addressPrefix')", '10.0.1.0/24'],
    ["tryGet(parameters('subnet'), 'missing', 'addressPrefix')", null],
    ["tryGet(createObject('a', parameters('ports')), 'a', createObject('value', 1, 'fromEnd', true()))", 8787],
    ["tryGet(parameters('proto'), 'toString')", null],
  ],
  tryIndexFromEnd: [
    ["tryIndexFromEnd(parameters('ports'), 3)", 443],
    ["tryIndexFromEnd(parameters('ports'), 4)", null],
    ["tryIndexFromEnd(parameters('dogs'), 1, 'name')", 'Kira'],
  ],
  union: [
    ["union(createArray('one', 'two', 'three'), createArray('three', 'four'))", ['one', 'two', 'three', 'four']],
    [
      "union(createObject('a', createObject('x', 1, 'y', 1), 'l', createArray(1)), createObject('A', createObject('y', 2), 'l', createArray(2)))",
      { a: { x: 1, y: 2 }, l: [2] },
    ],
    ["union(createObject('a', 1), createObject())", { a: 1 }],
  ],
  uri: [
    [
      "uri('http://contoso.com/resources/', 'nested/azuredeploy.json')",
      'http://contoso.com/resources/nested/azuredeploy.json',
    ],
    [
      "uri('http://contoso.com/resources/azuredeploy.json', 'nested/a.json')",
      'http://contoso.com/resources/nested/a.json',
    ],
  ],
  uriComponent: [["uriComponent('http://contoso.com/a b(1)')", 'http%3A%2F%2Fcontoso.com%2Fa%20b%281%29']],
  uriComponentToString: [["uriComponentToString('http%3A%2F%2Fcontoso.com')", 'http://contoso.com']],
  variables: [
    ["variables('Region')", 'westus2'],
    ["variables(concat('reg', 'ion'))", 'westus2'],
  ],
};

/** Something is open: what is known all the same is kept, and nothing is made up. */
export const OPEN_CASES: Readonly<Record<string, readonly Case[]>> = {
  add: [
    ["add(parameters('number'), 1)", "?add(parameters('number'), 1)"],
    ['add(9007199254740991, 1)', '?add(9007199254740991, 1)'],
  ],
  and: [
    ["and(parameters('flag'), false())", false],
    ["and(parameters('flag'), true())", "?and(parameters('flag'), true())"],
    ["and(parameters('flag'), less(1, 'a'))", "?and(parameters('flag'))"],
  ],
  array: [
    ["array(parameters('list'))", "?parameters('list')"],
    ["array(parameters('later'))", ["?parameters('later')"]],
  ],
  coalesce: [
    ["coalesce(parameters('later'), 'b')", "?parameters('later')"],
    ["coalesce(parameters('anything'), 'b')", "?coalesce(parameters('anything'), 'b')"],
  ],
  concat: [
    ["concat('nsg-', parameters('later'), '-a')", "?concat('nsg-', parameters('later'), '-a')"],
    ["concat(createArray(1), parameters('list'), createArray(2))", [1, "…parameters('list')", 2]],
    ["concat(parameters('anything'), parameters('list'))", ["…parameters('anything')", "…parameters('list')"]],
  ],
  contains: [
    ["contains(createArray('a', parameters('later')), 'a')", true],
    ["contains(createArray('a', parameters('later')), 'b')", "?contains(createArray('a', parameters('later')), 'b')"],
    ["contains(concat('abc', parameters('later')), 'bc')", true],
    ["contains(concat('abc', parameters('later')), 'z')", "?contains(concat('abc', parameters('later')), 'z')"],
  ],
  cidrSubnet: [["cidrSubnet(parameters('later'), 24, 0)", "?cidrSubnet(parameters('later'), 24, 0)"]],
  createArray: [["createArray('a', parameters('later'))", ['a', "?parameters('later')"]]],
  createObject: [
    ["createObject('a', parameters('later'))", { a: "?parameters('later')" }],
    ["createObject(parameters('later'), 1)", "?createObject(parameters('later'), 1)"],
  ],
  dateTimeAdd: [["dateTimeAdd('2020-04-07T14:53:14Z', 'P3Y')", "?dateTimeAdd('2020-04-07T14:53:14Z', 'P3Y')"]],
  deployer: [['deployer().objectId', '?deployer().objectId']],
  deployment: [['deployment().name', '?deployment().name']],
  empty: [
    ["empty(parameters('later'))", "?empty(parameters('later'))"],
    ["empty(concat('a', parameters('later')))", false],
    ["empty(concat(createArray(1), parameters('list')))", false],
  ],
  environment: [['environment().suffixes.storage', '?environment().suffixes.storage']],
  equals: [
    ["equals(parameters('later'), 'a')", "?equals(parameters('later'), 'a')"],
    [
      "equals(createArray(parameters('later')), createArray('a'))",
      "?equals(createArray(parameters('later')), createArray('a'))",
    ],
    ['equals(newGuid(), newGuid())', '?equals(newGuid(), newGuid())'],
  ],
  externalInput: [["externalInput('custom.tool', 'x')", "?externalInput('custom.tool', 'x')"]],
  filter: [
    [
      "filter(createArray('a', 'b'), lambda('x', equals(lambdaVariables('x'), parameters('later'))))",
      ["…filter(equals('a', parameters('later')), 'a')", "…filter(equals('b', parameters('later')), 'b')"],
    ],
    ["filter(parameters('list'), lambda('x', true()))", "?filter(parameters('list'))"],
  ],
  first: [
    ["first(createArray(parameters('later'), 1))", "?parameters('later')"],
    ["first(parameters('list'))", "?first(parameters('list'))"],
  ],
  format: [
    ["format('{0}-{1}', 'nsg', parameters('later'))", "?concat('nsg-', parameters('later'))"],
    ["format('{0:E}', 5)", "?format('{0:E}', 5)"],
  ],
  if: [
    ["if(parameters('flag'), 'a', 'b')", "?if(parameters('flag'), 'a', 'b')"],
    ["if(parameters('flag'), createObject('n', 1, 'm', 2), createObject('n', 1)).n", 1],
    [
      "if(parameters('flag'), createObject('n', 1), createObject('n', 2)).n",
      "?if(parameters('flag'), createObject('n', 1), createObject('n', 2)).n",
    ],
  ],
  indexOf: [["indexOf(createArray('A'), 'a')", "?indexOf(createArray('A'), 'a')"]],
  join: [["join(createArray('a', parameters('later')), ',')", "?concat('a,', parameters('later'))"]],
  json: [
    ["json('{a: 1}')", "?json('{a: 1}')"],
    ["json('12345678901234567890')", '?12345678901234567000'],
  ],
  length: [
    ["length(createArray(parameters('later')))", 1],
    ["length(concat(createArray(1), parameters('list')))", "?length(concat(createArray(1), parameters('list')))"],
  ],
  less: [["less('a', 'B')", "?less('a', 'B')"]],
  'list*': [["listKeys('x', '2023-01-01').keys[0].value", "?listKeys('x', '2023-01-01').keys[0].value"]],
  managementGroup: [['managementGroup().name', '?managementGroup().name']],
  map: [
    [
      "map(concat(createArray(1), parameters('list')), lambda('x', add(lambdaVariables('x'), 1)))",
      [2, "…map(parameters('list'))"],
    ],
    [
      "map(createArray(parameters('later')), lambda('x', concat(lambdaVariables('x'), '!')))",
      ["?concat(parameters('later'), '!')"],
    ],
  ],
  newGuid: [['newGuid()', '?newGuid()']],
  or: [
    ["or(parameters('flag'), true())", true],
    ["or(parameters('flag'), false())", "?or(parameters('flag'), false())"],
  ],
  parseCidr: [["parseCidr('10.0.0.1/32').firstUsable", "?parseCidr('10.0.0.1/32').firstUsable"]],
  pickZones: [
    [
      "pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')",
      "?pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')",
    ],
  ],
  providers: [["providers('Microsoft.Network')", "?providers('Microsoft.Network')"]],
  reference: [
    [
      "reference(resourceId('s', 'g', 'Microsoft.Network/virtualNetworks', 'v'), '2023-01-01').addressSpace",
      "?reference('/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v', '2023-01-01').addressSpace",
    ],
  ],
  references: [["references('vnets')", "?references('vnets')"]],
  resourceGroup: [
    ['resourceGroup().location', '?resourceGroup().location'],
    [
      'resourceGroup().id',
      "?concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', resourceGroup().name)",
    ],
  ],
  resourceInfo: [["resourceInfo('other').id", "?resourceInfo('other').id"]],
  resourceId: [
    [
      "resourceId('Microsoft.Network/virtualNetworks', 'vnet1')",
      "?concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', resourceGroup().name, '/providers/Microsoft.Network/virtualNetworks/vnet1')",
    ],
    [
      "resourceId(parameters('later'), 'Microsoft.Network/virtualNetworks', 'v')",
      "?concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', parameters('later'), '/providers/Microsoft.Network/virtualNetworks/v')",
    ],
  ],
  sort: [
    [
      "sort(createArray(1, parameters('number')), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
      "?sort(less(parameters('number'), 1), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
    ],
  ],
  split: [
    ["split(resourceId('Microsoft.Network/virtualNetworks', 'vnet1'), '/')[8]", 'vnet1'],
    ["split(resourceGroup().id, '/')[4]", '?resourceGroup().name'],
    [
      "split(concat('a,', parameters('later'), ',z'), ',')",
      ['a', "…split(concat('a,', parameters('later'), ',z'), ',')", 'z'],
    ],
  ],
  string: [["string(createArray(parameters('later')))", "?string(createArray(parameters('later')))"]],
  subscription: [['subscription().subscriptionId', '?subscription().subscriptionId']],
  substring: [
    ["substring(concat('abc', parameters('later')), 1, 2)", 'bc'],
    ["substring(concat('abc', parameters('later')), 1, 3)", "?substring(concat('abc', parameters('later')), 1, 3)"],
  ],
  take: [
    ["take(concat(createArray(1), parameters('list')), 1)", [1]],
    [
      "take(concat(createArray(1), parameters('list')), 2)",
      [1, "…take(concat(createArray(1), parameters('list')), 2)"],
    ],
  ],
  tenant: [['tenant().tenantId', '?subscription().tenantId']],
  toLogicalZone: [["toLogicalZone('s', 'westus2', 'westus2-az1')", "?toLogicalZone('s', 'westus2', 'westus2-az1')"]],
  toLower: [["toLower(concat('ST', uniqueString('a')))", "?concat('st', toLower(uniqueString('a')))"]],
  tryGet: [["tryGet(parameters('thing'), 'a')", "?parameters('thing').a"]],
  union: [
    ["union(createArray(1), parameters('list'))", [1, "…parameters('list')"]],
    ["union(parameters('thing'), createObject('a', 1)).a", 1],
    ["union(createObject('a', 1), parameters('thing')).a", "?union(createObject('a', 1), parameters('thing')).a"],
    ["union(createObject('a', 1), createObject('a', parameters('later')))", { a: "?parameters('later')" }],
  ],
  uniqueString: [["uniqueString('a', 'b')", "?uniqueString('a', 'b')"]],
  utcNow: [["utcNow('d')", "?utcNow('d')"]],
};

/** What Azure refuses, and by what we say of it. */
export const REFUSED: readonly (readonly [expression: string, problem: RegExp])[] = [
  ["parameters('nothing')", /no parameter nothing/],
  ["variables('nothing')", /no variable nothing/],
  ["add('a', 1)", /argument 1 of add must be int, not string/],
  ['add(1)', /add takes 2 arguments, not 1/],
  ['true(1)', /true takes 0 arguments, not 1/],
  ['div(1, 0)', /divides by zero/],
  ['mod(1, 0)', /divides by zero/],
  ["parameters('ports')[3]", /has 3 elements and none with the index 3/],
  ["parameters('ports')[-1]", /none with the index -1/],
  ["parameters('subnet').missing", /has no property missing/],
  ["parameters('proto').toString", /has no property toString/],
  ["parameters('prefix').a", /is string and has no members/],
  ["tryGet(parameters('subnet'), 'properties', 'missing')", /has no property missing/],
  ["substring('abc', 2, 5)", /from 2 to 7 of a string of 3 characters/],
  ["concat('a', createArray(1))", /argument 1 of concat must be array/],
  ['union(createArray(1), createObject())', /argument 2 of union must be array/],
  ["if('x', 1, 2)", /argument 1 of if must be bool/],
  ["int('four')", /not a whole number/],
  ["bool('maybe')", /neither true nor false/],
  ["format('{0}')", /no argument for {0}/],
  ["format('{')", /no composite format/],
  ['range(0, 10001)', /count of range is 10001/],
  ["map(createArray(1), 'x')", /must be a lambda/],
  ["lambda('x', 1)", /stands only in functions/],
  ["lambdaVariables('x')", /no lambda around here/],
  ["copyIndex('other')", /no copy loop other/],
  ["contoso.unknown('a')", /no function contoso.unknown/],
  ["createObject('a')", /in pairs/],
  ["cidrSubnet('10.0.0.0/16', 8, 0)", /not between 16 and 32/],
  ["cidrSubnet('10.0.0.0/16', 24, 256)", /no subnet 256/],
  ["cidrHost('10.0.0.0/24', 254)", /no host 254/],
  ["parseCidr('10.0.0/16')", /not a range of addresses/],
  ["resourceId('Microsoft.Network/virtualNetworks/subnets', 'v')", /one name for each/],
  ["fail('never')", /fails on purpose: never/],
  ["base64ToString('?')", /not base64/],
  ["padLeft('a', 5, 'xy')", /pads with one character/],
];
