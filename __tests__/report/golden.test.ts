/** Every fixture in every format, as committed. */
import { describe, expect, it } from '@jest/globals';
import { annotations } from '../../src/report/annotations.js';
import { renderHtml } from '../../src/report/html.js';
import { renderJson } from '../../src/report/json.js';
import type { Language } from '../../src/report/language/catalogue.js';
import { loadMessages } from '../../src/report/language/load.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import type { Report } from '../../src/report/report.js';
import { renderText } from '../../src/report/text.js';
import { golden } from './golden.js';
import { REPORTS } from './reports.js';

const COMMENT = 65_536;
const TERMINAL = { colour: false, width: 100, unicode: true, verbose: false };

async function load(name: string, language: Language) {
  const messages = await loadMessages(language);
  const make = REPORTS[name];
  if (make === undefined) throw new Error(`no fixture ${name}`);
  const report: Report = make(messages);
  return { report, messages };
}

const SMALL = ['pass', 'everything', 'unknown', 'nothing', 'scopes', 'grouped', 'hostile'];

describe('rendered output', () => {
  it.each(SMALL)('of %s in English is what is committed', async (name) => {
    const { report, messages } = await load(name, 'en');
    const json = renderJson(report);
    expect(json).toBe(golden(`${name}/report.json`, json));
    const text = renderText(report, { ...TERMINAL, messages });
    expect(text).toBe(golden(`${name}/report.en.txt`, text));
    const markdown = renderMarkdown(report, { limit: COMMENT, messages });
    expect(markdown).toBe(golden(`${name}/report.en.md`, markdown));
    const annotated = `${JSON.stringify(annotations(report, messages), null, 2)}\n`;
    expect(annotated).toBe(golden(`${name}/annotations.en.json`, annotated));
  });

  it.each(['ko', 'fr'] as const)('of everything in %s is what is committed', async (language) => {
    const { report, messages } = await load('everything', language);
    const text = renderText(report, { ...TERMINAL, messages });
    expect(text).toBe(golden(`everything/report.${language}.txt`, text));
    const markdown = renderMarkdown(report, { limit: COMMENT, messages });
    expect(markdown).toBe(golden(`everything/report.${language}.md`, markdown));
  });

  it.each(['ko', 'fr'] as const)('of many findings with few causes in %s is what is committed', async (language) => {
    const { report, messages } = await load('grouped', language);
    const text = renderText(report, { ...TERMINAL, messages });
    expect(text).toBe(golden(`grouped/report.${language}.txt`, text));
  });

  it('of everything as an HTML page is what is committed', async () => {
    const { report, messages } = await load('everything', 'en');
    const html = renderHtml(report, { messages });
    expect(html).toBe(golden('everything/report.en.html', html));
  });

  it('for a wide terminal, with colours and every step, is what is committed', async () => {
    const { report, messages } = await load('everything', 'en');
    const wide = renderText(report, { ...TERMINAL, width: 180, messages });
    expect(wide).toBe(golden('everything/wide.en.txt', wide));
    const verbose = renderText(report, { ...TERMINAL, colour: true, verbose: true, messages });
    expect(verbose).toBe(golden('everything/verbose-colour.en.txt', verbose));
    const ascii = renderText(report, { ...TERMINAL, width: 60, unicode: false, messages });
    expect(ascii).toBe(golden('everything/narrow-ascii.en.txt', ascii));
  });

  it('of five hundred gaps, shrunk to a comment and ten annotations, is what is committed', async () => {
    const { report, messages } = await load('many', 'en');
    const markdown = renderMarkdown(report, { limit: COMMENT, messages });
    expect(markdown).toBe(golden('many/comment.en.md', markdown));
    const annotated = `${JSON.stringify(annotations(report, messages), null, 2)}\n`;
    expect(annotated).toBe(golden('many/annotations.en.json', annotated));
  });
});
