/** Names of a plan may hold anything: none of more than two hundred unfriendly ones takes effect in any format, by the judgement of real parsers. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { annotations } from '../../src/report/annotations.js';
import { renderHtml } from '../../src/report/html.js';
import { renderJson } from '../../src/report/json.js';
import { en } from '../../src/report/language/en.js';
import { ko } from '../../src/report/language/ko.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import type { Report } from '../../src/report/report.js';
import { renderSarif } from '../../src/report/sarif.js';
import { renderText } from '../../src/report/text.js';
import { CHROMIUM, launch } from './chromium.js';
import { hostileText, leaks, outsideCode } from './hostile.js';
import { HOSTILE_STRINGS } from './hostile-strings.js';
import { drawingsOf, mermaidProblems } from './mermaid-grammar.js';
import { hostileReport } from './reports.js';

const COMMENT = 65_536;
const SUMMARY = 1024 * 1024;

/** Scopes keep names of their own, or two of them would be one. */
const reportOf = (text: string): Report =>
  hostileReport((place) => (place.endsWith('scope') ? `${place} ${text}` : text));
const harmless = reportOf('x');

it('there are more than two hundred of them', () => {
  expect(HOSTILE_STRINGS.length).toBeGreaterThanOrEqual(200);
});

/** Holds a check against each; what fails says of which. */
function each(check: (text: string) => void): void {
  for (const text of HOSTILE_STRINGS) {
    try {
      check(text);
    } catch (error) {
      throw new Error(`${JSON.stringify(text)}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** HTML that the renderer writes by itself. */
const OWN_HTML = /^(?:<details><summary>(?:[^<>]|<code>[^<>]*<\/code>)*<\/summary>|<\/details>|<br>|<\/?span>|\n)+$/;

/** What a Markdown parser makes of a text: kinds of nodes from top to bottom, without those that stand for plain text. */
function nodes(tokens: readonly Token[], problems: string[]): readonly string[] {
  return tokens.flatMap((token): readonly string[] => {
    const { type } = token;
    if (type === 'html' && !OWN_HTML.test(token.raw.trim())) problems.push(token.raw);
    if (['link', 'image', 'del', 'checkbox', 'def', 'blockquote', 'hr'].includes(type))
      problems.push(`${type}: ${token.raw}`);
    if (type === 'table') {
      const cells = [token.header, ...token.rows] as readonly (readonly { readonly tokens: readonly Token[] }[])[];
      return [
        `table ${cells.map((row) => row.length).join()}`,
        ...cells.flat().flatMap((cell) => nodes(cell.tokens, problems)),
      ];
    }
    const inside =
      'items' in token ? (token.items as readonly Token[]) : (('tokens' in token ? token.tokens : undefined) ?? []);
    // A name is text where code cannot hold it, and a dollar sign stands in a span of its own.
    const isText =
      ['text', 'escape', 'codespan', 'space', 'paragraph', 'br'].includes(type) || /^<\/?span>$/.test(token.raw);
    return [...(isText ? [] : [type]), ...nodes(inside, problems)];
  });
}

function markdownNodes(markdown: string): { readonly kinds: readonly string[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const kinds = nodes(marked.lexer(markdown, { gfm: true }), problems);
  return { kinds, problems };
}

describe.each([
  ['comment', COMMENT],
  ['summary', SUMMARY],
] as const)('in the %s', (_, limit) => {
  const benign = markdownNodes(renderMarkdown(harmless, { limit, messages: en }));

  it('the harmless report has no node that it should not have', () => {
    expect(benign.problems).toEqual([]);
    expect(benign.kinds).toContain('heading');
  });

  it('each of them is text', () => {
    each((text) => {
      const markdown = renderMarkdown(reportOf(text), { limit, messages: en, title: text });
      expect(markdownNodes(markdown)).toEqual(benign);
      expect(outsideCode(markdown).flatMap(leaks)).toEqual([]);
      // No line is a command to the runner, wherever it is printed.
      expect(markdown).not.toMatch(/^\s*::|##\[/m);
      for (const drawing of drawingsOf(markdown)) expect(mermaidProblems(drawing)).toEqual([]);
      expect(drawingsOf(markdown)).toHaveLength(2);
    });
  });
});

describe('in the terminal, the log and JSON', () => {
  const ESCAPE = String.fromCharCode(27);
  const TERMINAL = { width: 100, unicode: true, verbose: true, messages: en };

  it('each of them is text', () => {
    each((text) => {
      const report = reportOf(text);
      const plainText = renderText(report, { ...TERMINAL, colour: false });
      expect(plainText.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u);
      expect(plainText).not.toMatch(/^\s*::|##\[/m);
      const coloured = renderText(report, { ...TERMINAL, colour: true });
      // Take our own colours away, and nothing is left that a terminal obeys.
      const bare = coloured.replaceAll(new RegExp(`${ESCAPE}\\[(?:0|1|2|31|32|33)m`, 'g'), '');
      expect(bare.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const json = renderJson(report);
      expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|##\[/u);
      expect(JSON.parse(json)).toHaveProperty('schemaVersion', 1);
    });
  });
});

describe('in annotations', () => {
  it('each of them is text', () => {
    each((text) => {
      for (const { title, message, file } of annotations(reportOf(text), en)) {
        for (const line of [title, file ?? '', ...message.split('\n')])
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }
    });
  });
});

describe('in SARIF', () => {
  it('each of them is text', () => {
    each((text) => {
      const sarif = renderSarif(reportOf(text), { messages: en, input: text, category: text });
      expect(sarif.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|##\[/u);
      const texts: string[] = [];
      JSON.parse(sarif, (key, value) => {
        if (key === 'text') texts.push(String(value));
        return value;
      });
      expect(texts.length).toBeGreaterThan(5);
      expect(texts.filter((one) => /\]\(|\{\d+\}/.test(one))).toEqual([]);
      // Markdown stands in the help of rules only.
      const problems: string[] = [];
      const { runs } = JSON.parse(sarif) as {
        readonly runs: readonly {
          readonly tool: {
            readonly driver: { readonly rules: readonly { readonly help: { readonly markdown: string } }[] };
          };
        }[];
      };
      for (const { help } of runs.flatMap(({ tool }) => tool.driver.rules))
        nodes(marked.lexer(help.markdown, { gfm: true }), problems);
      expect(problems).toEqual([]);
    });
  });
});

/** The tags of a page, with the names of their attributes: a reader that knows just what a tag is. */
const tags = (html: string): readonly string[] =>
  [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, ''));

describe('in HTML', () => {
  const benign = tags(renderHtml(harmless, { messages: en }));

  it('each of them is text', () => {
    each((text) => {
      const html = renderHtml(reportOf(text), { messages: en, title: text });
      expect(tags(html)).toEqual(benign);
      expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|##\[/u);
      expect(html).not.toMatch(/^\s*::/m);
    });
  });

  it('whatever the names are, the tags of the page and the statements of the drawings are the same', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        // Nothing at all would leave paragraphs out.
        const report = reportOf(`x${one}${other}`);
        expect(tags(renderHtml(report, { messages: en, title: one }))).toEqual(benign);
        const drawings = drawingsOf(renderMarkdown(report, { limit: SUMMARY, messages: en }));
        expect(drawings.map(mermaidProblems)).toEqual([[], []]);
      }),
      { numRuns: 200 },
    );
  });

  (CHROMIUM === null ? it.skip : it)(
    'Chromium finds the same elements and attributes in all of them (skipped where there is none)',
    async () => {
      const browser = await launch(CHROMIUM ?? '');
      try {
        const page = await browser.newPage();
        await page.setContent('<!doctype html><title>x</title>');
        const outline = (html: string): Promise<string> =>
          page.evaluate(`(() => {
          const parsed = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html');
          return [...parsed.querySelectorAll('*')].map((each) => each.tagName + ' ' + [...each.getAttributeNames()].join(' ')).join('\\n');
        })()`);
        const expected = await outline(renderHtml(harmless, { messages: en }));
        expect(expected).toContain('DETAILS class');
        for (const text of HOSTILE_STRINGS) {
          const found = await outline(renderHtml(reportOf(text), { messages: ko, title: text }));
          expect({ text, same: found === expected }).toEqual({ text, same: true });
        }
      } finally {
        await browser.close();
      }
    },
  );
});

describe('in Mermaid itself', () => {
  // Mermaid is no dependency: MERMAID names the file mermaid.min.js of its package.
  const library = process.env['MERMAID'] ?? null;
  const runs = CHROMIUM !== null && library !== null;
  (runs ? it : it.skip)('every drawing has the same elements (skipped where MERMAID names no file)', async () => {
    const browser = await launch(CHROMIUM ?? '');
    try {
      const page = await browser.newPage();
      await page.setContent('<!doctype html><title>x</title><body></body>');
      await page.addScriptTag({ path: library ?? '' });
      await page.evaluate('mermaid.initialize({ startOnLoad: false, securityLevel: "strict" })');
      const outline = (drawing: string): Promise<string> =>
        page.evaluate(`mermaid.render('drawing', ${JSON.stringify(drawing)}).then(({ svg }) => {
          const parsed = new DOMParser().parseFromString(svg, 'text/html');
          const names = [...parsed.querySelectorAll('*')].map(({ tagName }) => tagName);
          return [...new Set(names)].sort().join() + ' ' + parsed.querySelectorAll('.node').length + ' ' + parsed.querySelectorAll('.flowchart-link').length;
        })`);
      const expected = await Promise.all(
        drawingsOf(renderMarkdown(harmless, { limit: SUMMARY, messages: en })).map(outline),
      );
      for (const text of HOSTILE_STRINGS) {
        const drawings = drawingsOf(renderMarkdown(reportOf(text), { limit: SUMMARY, messages: en }));
        const found = await Promise.all(drawings.map(outline));
        expect({ text, found }).toEqual({ text, found: expected });
      }
    } finally {
      await browser.close();
    }
  });
});

describe('a name of ten megabytes', () => {
  it.each([
    ['of letters', 'a'],
    ['of backticks', '`'],
    ['of pipes', '|'],
    ['of escapes', '\u001b['],
    ['of surrogates', '\ud83d'],
    ['of mentions', '@a '],
    ['of opening tags', '<a '],
    ['of brackets', ']('],
  ])('%s is shortened everywhere', (_, piece) => {
    const name = piece.repeat(Math.ceil(10_000_000 / piece.length));
    const report = hostileReport((place) => (place.endsWith('scope') ? `${place} ${name}` : name));
    const sizes = {
      markdown: renderMarkdown(report, { limit: SUMMARY, messages: en }).length,
      comment: renderMarkdown(report, { limit: COMMENT, messages: en }).length,
      text: renderText(report, { colour: false, width: 100, unicode: true, verbose: true, messages: en }).length,
      html: renderHtml(report, { messages: en }).length,
      annotations: JSON.stringify(annotations(report, en)).length,
      sarif: renderSarif(report, { messages: en, input: name }).length,
    };
    expect(sizes.comment).toBeLessThanOrEqual(COMMENT);
    for (const [format, size] of Object.entries(sizes))
      expect({ format, small: size < 700_000 }).toEqual({ format, small: true });
  });
});
