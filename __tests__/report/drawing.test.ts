/** The drawing by itself: what no plan of ours shows, and what an unfriendly plan would. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PathStep } from '../../src/reachability/finding.js';
import type { PathTree } from '../../src/reachability/path-tree.js';
import { renderDrawings } from '../../src/report/drawing.js';
import { renderExplanationsJson } from '../../src/report/json.js';
import { en } from '../../src/report/language/en.js';
import { displayWidth } from '../../src/report/layout.js';
import type { TextLook } from '../../src/report/paint.js';
import type { PathExplanation } from '../../src/report/report.js';
import { hostileText } from './hostile.js';

const LOOK: TextLook = { colour: false, width: 100, unicode: true, messages: en };
const rule: PathStep = {
  leg: 'network-security-group',
  resource: 'nsg',
  rule: 'AllowAll',
  action: 'allow',
  priority: 100,
  location: { file: 'main.tf', line: 3 },
};
const firewall: PathStep = { ...rule, leg: 'firewall', resource: 'rcg', collection: 'web', rule: 'pypi' };
const end = (fate: 'allowed' | 'denied' | 'unknown', waitsFor: string | null = null): PathTree => ({
  steps: [],
  end: { fate, waitsFor },
  forks: [],
});

const explanation = (change: Partial<PathExplanation> = {}): PathExplanation => ({
  scope: { id: 'azurerm_subnet.a', kind: 'subnet', location: null },
  to: 'pypi.org:443',
  target: 'pypi.org',
  traffic: 'TCP 443',
  verdict: 'met',
  path: [rule],
  explanation: 'It is open.',
  uncovered: [],
  prefixes: [],
  unguarded: false,
  tree: { ...end('allowed'), steps: [rule] },
  firewalls: new Map(),
  ...change,
});
const draw = (change: Partial<PathExplanation>, look: Partial<TextLook> = {}): string =>
  renderDrawings([explanation(change)], { ...LOOK, ...look });

describe('a drawing', () => {
  it('names the firewall over the rules of its policy', () => {
    const tree = { ...end('allowed'), steps: [firewall] };
    expect(draw({ tree, firewalls: new Map([['rcg', 'azurerm_firewall.hub']]) })).toContain(
      '├─ firewall azurerm_firewall.hub\n│  ✓ allow  rcg collection web rule pypi (100)  main.tf:3\n',
    );
    expect(draw({ tree })).toContain('├─ firewall\n');
  });

  it('says what an open end waits for, once', () => {
    const open: PathStep = { ...rule, action: 'unknown', waitsFor: 'the prefixes of x' };
    const told = draw({ tree: { ...end('unknown', 'the prefixes of x'), steps: [open] } });
    expect(told.match(/Waits for: the prefixes of x\./g)).toHaveLength(1);
    expect(draw({ tree: end('unknown', 'the appliance 10.0.0.9') })).toContain(
      '└─ ? pypi.org: not decided\n     Waits for: the appliance 10.0.0.9.\n',
    );
  });

  it('draws branches within branches, and a part without words as another part', () => {
    const inner: PathTree = {
      steps: [rule],
      end: null,
      forks: [
        { part: null, tree: end('denied') },
        { part: 'TCP 80', tree: end('allowed') },
      ],
    };
    const forks = [
      { part: 'hosts: a', tree: inner },
      { part: 'hosts: b', tree: end('allowed') },
    ];
    expect(
      draw({ tree: { steps: [], end: null, forks } })
        .split('\n')
        .slice(2, -3),
    ).toEqual([
      'azurerm_subnet.a · subnet',
      '├─ hosts: a',
      '│  ├─ network security group',
      '│  │  ✓ allow  nsg rule AllowAll (100)  main.tf:3',
      '│  ├─ another part',
      '│  │  └─ ✗ pypi.org: not reached',
      '│  └─ TCP 80',
      '│     └─ ✓ pypi.org: reached',
      '└─ hosts: b',
      '   └─ ✓ pypi.org: reached',
    ]);
  });

  it('draws twenty parts of a thousand and counts the rest', () => {
    const forks = Array.from({ length: 1000 }, (_, index) => ({ part: `10.0.${index}.0/24`, tree: end('denied') }));
    const text = draw({ tree: { steps: [], end: null, forks } });
    expect(text.match(/not reached/g)).toHaveLength(20);
    expect(text).toContain('└─ … and 980 more\n');
  });

  it('uses no marks but ASCII where it is asked to', () => {
    const text = draw(
      { tree: { ...end('denied'), steps: [rule, { ...firewall, action: 'route', leg: 'route' }] } },
      { unicode: false },
    );
    expect([...text].every((character) => character.charCodeAt(0) < 128)).toBe(true);
    expect(text).toContain('+- network security group\n|  + allow  nsg rule AllowAll (100)  main.tf:3\n');
    expect(text).toContain('`- x pypi.org: not reached\n');
  });

  it.each([40, 60, 80])('keeps within %i cells, but for words that are wider', (width) => {
    const text = draw(
      {
        tree: {
          ...end('unknown', 'a value that takes a long sentence to be told'),
          steps: [firewall, { ...rule, waitsFor: 'the prefixes of an address group that is known after apply' }],
        },
      },
      { width },
    );
    expect(text.split('\n').filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  it('of nothing says that there is nothing', () => {
    expect(renderDrawings([], LOOK)).toBe(`${en.nothingToCheck}\n`);
    expect(JSON.parse(renderExplanationsJson([]))).toEqual({ schemaVersion: 1, explanations: [] });
  });

  it('never prints a control character, a bidirectional mark or a workflow command of the plan', () => {
    fc.assert(
      fc.property(
        fc.array(hostileText, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 20, max: 200 }),
        (texts, colour, width) => {
          let next = 0;
          const text = (): string => texts[next++ % texts.length] ?? '';
          const location = { file: text(), line: 1 };
          const step: PathStep = {
            ...firewall,
            resource: text(),
            rule: text(),
            collection: text(),
            nextHop: text(),
            waitsFor: text(),
            location,
          };
          const forks = [text(), text()].map((part) => ({ part, tree: { ...end('unknown', text()), steps: [step] } }));
          const hostile = explanation({
            scope: { id: text(), kind: 'subnet', location },
            to: text(),
            target: text(),
            explanation: text(),
            prefixes: [text()],
            path: [step],
            tree: { steps: [step], end: null, forks },
            firewalls: new Map([[step.resource, text()]]),
          });
          // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
          const bare = renderDrawings([hostile], { ...LOOK, colour, width }).replaceAll(/\u001b\[\d+m/g, '');
          for (const output of [bare, renderExplanationsJson([hostile])]) {
            expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
            expect(output).not.toMatch(/^\s*::/m);
            expect(output).not.toContain('##[');
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
