/** A workspace's own answer (`outboundNetworkDependenciesEndpoints`) taken as an edition. */

import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../src/azure/message.js';
import type { EditionError } from '../../src/requirements/edition.js';
import { requirementsFor } from '../../src/requirements/instantiate.js';
import { findEdition } from '../../src/requirements/load.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { parseEdition } from '../../src/requirements/validate.js';
import { CONTEXT, FACTS, line } from './examples.js';

const endpoint = (domainName: unknown, ...ports: readonly unknown[]) => ({
  domainName,
  ...(ports.length === 0 ? {} : { endpointDetails: ports.map((port) => ({ port })) }),
});
const category = (name: string, ...endpoints: readonly unknown[]) => ({ properties: { category: name, endpoints } });
const answer = (...value: readonly unknown[]) => JSON.stringify({ value }, null, 2);

async function read(
  text: string,
): Promise<{ readonly asked: readonly Requirement[]; readonly warnings: readonly EditionError<Message>[] }> {
  const result = await parseEdition(text, 'answer.json');
  if (!('edition' in result)) throw new Error(JSON.stringify(result.errors));
  return { asked: requirementsFor(result.edition, CONTEXT, FACTS), warnings: result.warnings };
}

async function errors(text: string): Promise<readonly string[]> {
  const result = await parseEdition(text, 'answer.json');
  return 'errors' in result ? result.errors.map((one) => `${one.line}:${one.column} ${one.message}`) : [];
}

const ANSWER = answer(
  category('Azure Batch', endpoint('*.westus2.batch.azure.com', 443), endpoint('westus2.service.batch.azure.com', 443)),
  category(
    'Azure Storage',
    endpoint('acct.blob.core.windows.net', 443),
    endpoint('acct.file.core.windows.net', 443, 445),
  ),
  category(
    'Azure Machine Learning',
    endpoint('westus2.tundra.azureml.ms', 5831),
    endpoint('*.instances.azureml.ms', 443, 8787, 18881),
  ),
  category('Others', endpoint('pypi.org', 443), endpoint('queue.contoso.com', '5671')),
);

describe('the answer of a workspace', () => {
  it('is a list of required hosts, each on its ports', async () => {
    const { asked, warnings } = await read(ANSWER);
    expect(asked.map(line)).toEqual([
      'outbound tcp 443 *.westus2.batch.azure.com required',
      'outbound tcp 443 westus2.service.batch.azure.com required',
      'outbound tcp 443 acct.blob.core.windows.net required',
      'outbound tcp 443, 445 acct.file.core.windows.net required',
      'outbound udp 5831 westus2.tundra.azureml.ms required',
      'outbound tcp 443, 8787, 18881 *.instances.azureml.ms required',
      'outbound tcp 443 pypi.org required',
      'outbound tcp 5671 queue.contoso.com required',
    ]);
    expect(warnings).toEqual([]);
  });

  it('knows the tags that hosts of Microsoft’s are part of, as the newest edition asks for them', async () => {
    const { asked } = await read(ANSWER);
    expect(Object.fromEntries(asked.map(({ host, hostIsPartOf }) => [host, hostIsPartOf]))).toEqual({
      '*.westus2.batch.azure.com': 'BatchNodeManagement.westus2',
      'westus2.service.batch.azure.com': 'BatchNodeManagement.westus2',
      'acct.blob.core.windows.net': 'Storage.westus2',
      'acct.file.core.windows.net': 'Storage.westus2',
      'westus2.tundra.azureml.ms': 'AzureMachineLearning',
      '*.instances.azureml.ms': 'AzureMachineLearning',
      'pypi.org': null,
      'queue.contoso.com': null,
    });
  });

  it('says what it is for in each language, in our words, with the category', async () => {
    const result = await parseEdition(ANSWER, 'answer.json');
    if (!('edition' in result)) throw new Error('no edition');
    const purpose = (language: 'en' | 'ko' | 'fr') =>
      requirementsFor(result.edition, { ...CONTEXT, language }, FACTS)[0]?.purpose;
    expect(purpose('en')).toBe('The workspace itself asks for it (category Azure Batch).');
    expect(purpose('ko')).toContain('Azure Batch');
    expect(purpose('fr')).toContain('catégorie Azure Batch');
  });

  it('may be flat, a list alone, or YAML', async () => {
    const flat = { category: 'Others', endpoints: [endpoint('pypi.org', 443)] };
    const lines = ['outbound tcp 443 pypi.org required'];
    expect((await read(JSON.stringify({ value: [flat] }))).asked.map(line)).toEqual(lines);
    expect((await read(JSON.stringify([flat]))).asked.map(line)).toEqual(lines);
    expect((await read(JSON.stringify([{ id: null, properties: flat }]))).asked.map(line)).toEqual(lines);
    expect(
      (await read('value: [{ category: Others, endpoints: [{ domainName: PyPI.org. }] }]')).asked.map(line),
    ).toEqual(lines);
  });

  it('is asked on 443 where it says no port, with a warning', async () => {
    const { asked, warnings } = await read(
      answer(category('A', endpoint('a.example.com'), { domainName: 'b.example.com', endpointDetails: [] })),
    );
    expect(asked.map(line)).toEqual([
      'outbound tcp 443 a.example.com required',
      'outbound tcp 443 b.example.com required',
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'the answer says no port for a.example.com and 1 more; it is taken as 443',
    ]);
  });

  it('names a host once, with all of its ports and categories', async () => {
    const { asked } = await read(
      answer(category('A', endpoint('a.example.com', 443)), category('B', endpoint('A.example.com', 80, 443))),
    );
    expect(asked.map(line)).toEqual(['outbound tcp 80, 443 a.example.com required']);
    expect(asked[0]?.purpose).toContain('(category A, B)');
  });

  it('is widened where an asterisk is inside a name, and says so', async () => {
    const { asked, warnings } = await read(answer(category('A', endpoint('*.workspace.*.api.example.com', 443))));
    expect(asked.map(line)).toEqual(['outbound tcp 443 *.api.example.com required']);
    expect(warnings.map(({ message }) => message)).toEqual([
      '"*.workspace.*.api.example.com" has an asterisk inside; it is asked for as *.api.example.com',
    ]);
  });

  it.each([
    [answer(), '2:3 the answer has no endpoints'],
    [answer(category('A')), 'the answer has no endpoints'],
    [answer({ properties: { category: 'A' } }), '4:7 this entry of the answer lacks a list of endpoints'],
    [answer(category('A', endpoint('two words', 443))), '8:13 "two words" is no domain name'],
    [answer(category('A', endpoint('localhost', 443))), '"localhost" is no domain name'],
    [answer(category('A', endpoint(7, 443))), 'this endpoint lacks a domainName'],
    [answer(category('A', endpoint('a.example.com', 70000))), '11:17 "70000" is no port'],
    [answer(category('A', 'a.example.com')), 'this endpoint lacks a domainName'],
    ['{"value": [{"endpoints": [{"domainName": "a.b"}]}], "nextLink": "https://x"}', 'this is only the first page'],
  ])('says where %s is wrong', async (text, message) => {
    expect((await errors(text)).join('\n')).toContain(message);
  });

  it('has no effect on names of JavaScript’s own, and no controls in its sentences', async () => {
    const text =
      '{"value": [{"__proto__": {"x": 1}, "category": "a\\u001b[31m\\u202eb", "endpoints": [{"domainName": "a.example.com", "__proto__": 1}]}]}';
    const { asked } = await read(text);
    expect(asked[0]?.purpose).toBe('The workspace itself asks for it (category a[31mb).');
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('is found by its path like any edition of one’s own', async () => {
    expect(await findEdition('out/answer.json', async () => ANSWER)).toMatchObject({
      edition: { name: 'workspace-answer' },
    });
  });

  it('does not take a file for an answer that has an edition’s name, or neither', async () => {
    expect((await errors('edition: x\nvalue: []')).join()).toContain('"value" is no property here');
    expect((await errors('{}')).join()).toContain('"edition" is missing');
    expect((await errors('[1]')).join()).toContain('must be a mapping');
  });
});
