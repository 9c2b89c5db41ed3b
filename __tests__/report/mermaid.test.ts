/** The drawing of a path: which way is blocked, where, and by what; and that it stays within what Mermaid draws. */
import { describe, expect, it } from '@jest/globals';
import type { Finding, PathStep } from '../../src/reachability/finding.js';
import { en } from '../../src/report/language/en.js';
import { ko } from '../../src/report/language/ko.js';
import { mermaidText, scopeDrawings } from '../../src/report/mermaid.js';
import { summarise } from '../../src/report/summary.js';
import { mermaidProblems } from './mermaid-grammar.js';
import { FINDINGS, REPORTS } from './reports.js';

const { finding, TRAINING } = FINDINGS;

const step = (about: Partial<PathStep>): PathStep => ({
  leg: 'network-security-group',
  resource: 'nsg',
  rule: 'Allow',
  action: 'allow',
  priority: 100,
  location: null,
  ...about,
});
const deny = step({ rule: 'Deny', action: 'deny', priority: 4000 });
const route = step({
  leg: 'route',
  resource: 'rt',
  rule: 'default',
  action: 'route',
  priority: null,
  nextHop: 'VirtualAppliance 10.0.0.4',
});
const firewall = step({ leg: 'firewall', resource: 'fw', rule: null, action: 'deny', priority: null });

const draw = (findings: readonly Finding[]): readonly string[] => {
  const [scope] = summarise({ ...base, findings });
  if (scope === undefined) throw new Error('no scope');
  return scopeDrawings(scope, en);
};
const base = (() => {
  const pass = REPORTS['pass']?.(en);
  if (pass === undefined) throw new Error('no fixture');
  return pass;
})();
const unmet = (tag: string, path: readonly PathStep[], about: Partial<Finding> = {}): Finding =>
  finding(en, 'unmet', { tag }, { scope: TRAINING.id, path, ...about });

/** The arrows of a drawing between the first lines of its boxes. */
function arrows(drawing: string): readonly string[] {
  const boxes = new Map(
    [...drawing.matchAll(/^ {2}(n\d+)[([]+"([^"]*)"/gm)].map(([, id, label]) => [id, label?.split('<br>')[1] ?? label]),
  );
  return [...drawing.matchAll(/^ {2}(n\d+) (\S+?)(?:\|"([^"]*)"\|)? (n\d+)$/gm)].map(
    ([, from, arrow, label, to]) =>
      `${boxes.get(from)} ${arrow}${label === undefined ? '' : ` ${label.replaceAll('<br>', ', ')}`} ${boxes.get(to)}`,
  );
}

describe('the drawing', () => {
  it('ends in a cross at the group that denies', () => {
    expect(draw([unmet('Storage', [deny])]).map(arrows)).toEqual([
      ['module.net.azurerm_subnet.training --> nsg', 'nsg --x ✗ deny, Deny (4000) Storage'],
    ]);
  });

  it('goes through the group and the route to the firewall that denies', () => {
    expect(draw([unmet('Storage', [step({}), route, firewall])]).map(arrows)).toEqual([
      [
        'module.net.azurerm_subnet.training --> nsg',
        'nsg --> rt',
        'rt --> default, next hop VirtualAppliance 10.0.0.4 fw',
        'fw --x ✗ deny Storage',
      ],
    ]);
  });

  it('marks the closed leg by its border too, and no other', () => {
    const [drawing = ''] = draw([unmet('Storage', [step({}), route, firewall])]);
    expect(drawing.match(/^.*:::closed$/gm)).toEqual([expect.stringContaining('firewall<br>fw')]);
  });

  it('is dotted from where it is undecided', () => {
    const open = step({ action: 'unknown', rule: 'Partners', waitsFor: 'x is known after apply' });
    const unknown = finding(en, 'unknown', { tag: 'Storage' }, { scope: TRAINING.id, path: [open, route] });
    expect(draw([unknown]).map(arrows)).toEqual([
      [
        'module.net.azurerm_subnet.training --> nsg',
        'nsg -.-> ? unknown, Partners (100) rt',
        'rt --> default, next hop VirtualAppliance 10.0.0.4 Storage',
      ],
    ]);
  });

  it('shows parts that take two routes as two branches behind their group', () => {
    const internet = { ...route, resource: 'rt2', rule: 'storage', nextHop: 'Internet', part: 'Storage' };
    const partial = finding(
      en,
      'partial',
      { tag: 'Storage' },
      {
        scope: TRAINING.id,
        path: [step({}), internet, { ...route, part: 'the rest' }, { ...firewall, part: 'the rest' }],
      },
    );
    expect(draw([partial]).map(arrows)).toEqual([
      [
        'module.net.azurerm_subnet.training --> nsg',
        'nsg --> rt2',
        'rt2 --> storage, next hop Internet Storage',
        'nsg --> rt',
        'rt --> default, next hop VirtualAppliance 10.0.0.4 fw',
        'fw --x ✗ deny Storage',
      ],
    ]);
  });

  it('runs into the scope for inbound traffic, as a drawing of its own', () => {
    const inbound = unmet('AzureMachineLearning', [deny], { direction: 'inbound', ports: ['44224'] });
    expect(draw([unmet('Storage', [deny]), inbound]).map(arrows)).toEqual([
      ['module.net.azurerm_subnet.training --> nsg', 'nsg --x ✗ deny, Deny (4000) Storage'],
      ['AzureMachineLearning --> nsg', 'nsg --x ✗ deny, Deny (4000) module.net.azurerm_subnet.training'],
    ]);
  });

  it('is none where nothing is missing', () => {
    expect(draw([finding(en, 'met', { tag: 'Storage' }, { scope: TRAINING.id, path: [step({})] })])).toEqual([]);
  });

  it('says which causes it leaves out, and stays within what Mermaid reads, whatever the number', () => {
    const findings = Array.from({ length: 500 }, (_, index) =>
      unmet(`Storage.r${index}`, [{ ...deny, resource: `nsg${index}`, rule: `Deny${'x'.repeat(190)}${index}` }]),
    );
    const [drawing = ''] = draw(findings);
    expect(mermaidProblems(drawing)).toEqual([]);
    expect(drawing.length).toBeLessThan(20_000);
    expect(drawing).toContain('494 more causes are not drawn');
  });

  it('stays small for a path of five hundred steps, and keeps the one that decides', () => {
    const steps = Array.from({ length: 500 }, (_, index) => step({ resource: `nsg${index}`, part: `part ${index}` }));
    const [drawing = ''] = draw([unmet('Storage', [...steps, deny])]);
    expect(mermaidProblems(drawing)).toEqual([]);
    expect(drawing.length).toBeLessThan(20_000);
    // What decides is drawn, however late it comes.
    expect(arrows(drawing)).toContain('nsg --x ✗ deny, Deny (4000) Storage');
  });

  it.each(Object.keys(REPORTS))('of %s is what Mermaid draws, in any language', (name) => {
    for (const messages of [en, ko]) {
      const report = REPORTS[name]?.(messages);
      for (const scope of report === undefined ? [] : summarise(report))
        for (const drawing of scopeDrawings(scope, messages)) expect(mermaidProblems(drawing)).toEqual([]);
    }
  });
});

describe('text in a drawing', () => {
  it.each([
    ['azurerm_subnet.a["x"]', 'azurerm_subnet.a#91;#34;x#34;#93;'],
    ['https://e.example', 'https#58;#8203;#47;#47;e.example'],
    ['%%{init}%%', '#37;#37;#123;init#125;#37;#37;'],
    ['ﬂ°°60¶ß', '#64258;#176;#176;60#182;ß'],
    ['$$x$$ fa:fa-skull', '#36;#8203;#36;#8203;x#36;#8203;#36;#8203; fa#58;#8203;fa-skull'],
    ['훈련', '훈련'],
    ['`a`', '#96;a#96;'],
  ])('%s is %s', (text, safe) => {
    expect(mermaidText(text)).toBe(safe);
  });
});
