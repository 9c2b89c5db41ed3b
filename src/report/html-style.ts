/** The look of the HTML page: both colour schemes, small screens, paper. Every meaning that has a colour has a sign and a word too. */

/** Contrast of text is 4.5:1 at least, of borders and signs 3:1 (WCAG 2.2, 1.4.3 and 1.4.11), in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --raised: #f5f6f8; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --link: #0550ae;
  --bad: #a40e26; --bad-back: #ffe5e6; --part: #7d3c00; --part-back: #ffeed6; --open: #5c4400; --open-back: #fff6c9;
  --good: #0f5323; --good-back: #dcf5e3; --none: #57606a; --none-back: #eceff2;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --raised: #181d24; --text: #e8ecf1; --soft: #a3adb8; --line: #3a434e; --link: #79b8ff;
    --bad: #ff9a9f; --bad-back: #4c1218; --part: #ffc078; --part-back: #4a2b06; --open: #f2dc6b; --open-back: #403605;
    --good: #7fdc97; --good-back: #0d3a1b; --none: #a3adb8; --none-back: #262d36;
  }
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 68rem; padding: 1.25rem 1rem 3rem; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "Malgun Gothic", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; display: flex; gap: .6rem; align-items: start; }
h1 > span:last-child { padding-top: .15rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .4rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font: .9em/1.45 ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; unicode-bidi: isolate; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; margin: .5rem 0; overflow-x: auto; white-space: pre; overflow-wrap: normal; }
.headline { font-size: 1.1rem; font-weight: 600; }
.soft { color: var(--soft); }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sign { display: inline-flex; align-items: center; justify-content: center; flex: none; width: 1.6rem; height: 1.6rem; border: 2px solid; border-radius: 5px; font-weight: 700; line-height: 1; }
h1 .sign { width: 2.2rem; height: 2.2rem; font-size: 1.3rem; }
.unmet, .deny, .fail { color: var(--bad); background: var(--bad-back); }
.partial { color: var(--part); background: var(--part-back); }
.unknown { color: var(--open); background: var(--open-back); }
.met, .allow, .pass { color: var(--good); background: var(--good-back); }
.waived, .not-applicable, .route, .start { color: var(--none); background: var(--none-back); }
.facts { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .75rem 0 0; padding: 0; list-style: none; color: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.1rem; margin: .75rem 0; padding: 0; list-style: none; }
.legend li { display: flex; gap: .45rem; align-items: center; }
.matrix { overflow: auto; width: fit-content; max-width: 100%; max-height: 85vh; border: 1px solid var(--line); border-radius: 8px; }
.matrix table { border-collapse: separate; border-spacing: 0; font-size: .875rem; }
.matrix th { background: var(--page); text-align: start; font-weight: 500; }
.matrix thead th { position: sticky; top: 0; z-index: 1; vertical-align: bottom; padding: .5rem .3rem; border-bottom: 1px solid var(--line); }
.matrix tbody th { position: sticky; left: 0; min-width: 9rem; max-width: min(26rem, 58vw); padding: .3rem .75rem .3rem .5rem; border-bottom: 1px solid var(--line); }
.matrix thead td { position: sticky; left: 0; top: 0; z-index: 2; background: var(--page); border-bottom: 1px solid var(--line); padding: .5rem; vertical-align: bottom; color: var(--soft); }
.matrix .up { display: block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 15rem; line-height: 1.2; }
.matrix .few .up { writing-mode: horizontal-tb; transform: none; min-width: 6rem; max-width: min(16rem, 40vw); }
.matrix tbody td { padding: .2rem; border-bottom: 1px solid var(--line); text-align: center; }
.matrix .traffic { display: block; color: var(--soft); font-size: .8rem; }
.tile { display: flex; align-items: center; justify-content: center; margin: auto; width: 2rem; height: 2rem; border-radius: 5px; border: 2px solid; font-weight: 700; text-decoration: none; }
.tile:hover { outline: 2px solid var(--link); }
.scope { content-visibility: auto; contain-intrinsic-size: auto 40rem; border-top: 1px solid var(--line); margin-top: 2rem; }
details.finding { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; }
details.finding > summary { padding: .5rem .75rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; cursor: pointer; }
details.finding > summary::before { content: "▸"; color: var(--soft); }
details.finding[open] > summary::before { content: "▾"; }
details.finding > summary::-webkit-details-marker { display: none; }
.body { padding: .25rem .9rem .9rem; border-top: 1px solid var(--line); scroll-margin-top: 4rem; }
.body:target { outline: 3px solid var(--link); border-radius: 0 0 8px 8px; }
details.fold > summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
.path { list-style: none; margin: .75rem 0; padding: 0; }
.path li { position: relative; padding: 0 0 .9rem 2.6rem; }
.path li::before { content: ""; position: absolute; left: .75rem; top: 1.7rem; bottom: .05rem; border-left: 2px solid var(--none); }
.path li:last-child::before { display: none; }
.path li.cut::before { border-left: 4px double var(--bad); }
.path li.ask::before { border-left: 3px dotted var(--open); }
.path .sign { position: absolute; left: 0; top: 0; }
.path .leg { color: var(--soft); }
.names { columns: 21rem; margin: .5rem 0; padding: 0; list-style: none; }
.names li { break-inside: avoid; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; color: var(--soft); }
@media (max-width: 34rem) {
  body { padding: 1rem .75rem 2rem; }
  .matrix tbody th { max-width: 52vw; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  a { color: inherit; text-decoration: none; }
  .matrix { overflow: visible; max-height: none; border: 0; }
  .matrix th, .matrix thead td { position: static; }
  .scope { content-visibility: visible; }
  .back { display: none; }
  details.finding::details-content { content-visibility: visible; block-size: auto; }
  details.finding, .path li, .matrix tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .sign, .tile { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`.trim();
