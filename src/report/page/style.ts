/** The style sheet of the pages: light, and dark for readers who prefer that; on paper always light. */
const light = `
  --page: #ffffff; --band: #f4f6f8; --edge: #d5dbe2; --text: #1d2733; --muted: #5a6675;
  --what: #1769c2; --where: #ad5400; --term: #b3257e; --on-color: #ffffff; --plate: #9aa6b2;
  --series-1: #b3257e; --series-2: #1769c2; --series-3: #ad5400; --series-4: #0b7a5b;
  --series-5: #6b4fc8; --series-6: #8a6d00; --series-7: #c22f2f; --series-8: #4d6272;`;

const dark = `
  --page: #10151c; --band: #1a222c; --edge: #34404d; --text: #e9eef4; --muted: #a3b0bd;
  --what: #6db3ff; --where: #f5a04c; --term: #f08cc8; --on-color: #0c1117; --plate: #4a5664;
  --series-1: #f08cc8; --series-2: #6db3ff; --series-3: #f5a04c; --series-4: #4fd1a5;
  --series-5: #b39bff; --series-6: #e3c541; --series-7: #ff8a80; --series-8: #a8bac9;`;

/** The variables of both, for charts that stand in a file of their own. */
export const palettes = { light: light.trim(), dark: dark.trim() };

export const styleSheet = `
:root { color-scheme: light; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; ${dark} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 4px; }
h3 { font-size: 1rem; margin: 24px 0 4px; }
p { margin: 0 0 12px; max-width: 72ch; }
a { color: var(--what); }
.lead, .note, figcaption small { color: var(--muted); }
.note { font-size: 0.92rem; }
section { margin-top: 44px; padding-top: 20px; border-top: 1px solid var(--edge); }
nav { margin: 20px 0 0; font-size: 0.92rem; display: flex; flex-wrap: wrap; gap: 4px 16px; }
.inspected { align-items: flex-start; } .inspected figcaption { font-size: 0.85rem; color: var(--muted); margin-top: 4px; }
.row figcaption { font-weight: 400; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 10px; margin: 20px 0 0; padding: 0; }
.figures div { background: var(--band); border-radius: 8px; padding: 10px 14px; }
.figures dt { color: var(--muted); font-size: 0.85rem; }
.figures dd { margin: 0; font-size: 1.35rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.figures dd small { font-size: 0.8rem; font-weight: 400; color: var(--muted); display: block; line-height: 1.3; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); gap: 24px 32px; align-items: start; }
figure { margin: 0; min-width: 0; }
figure.chart { max-width: 560px; }
figure.square { max-width: 620px; }
figcaption { font-weight: 600; margin-bottom: 4px; }
.chart svg { display: block; width: 100%; height: auto; color: var(--text); overflow: visible; }
.chart svg text { font-family: inherit; font-variant-numeric: tabular-nums; white-space: pre; }
.plot { --plot-background: var(--page); }
.legend { list-style: none; margin: 0 0 6px; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 0.85rem; color: var(--muted); }
.legend b { color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums; }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; border-radius: 3px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
img.plate { background: var(--plate); }
.strips { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 8px 18px; align-items: center; }
.strips .caption { font-size: 0.92rem; line-height: 1.3; }
.strips .caption small { display: block; color: var(--muted); font-variant-numeric: tabular-nums; }
@media (max-width: 640px) { .strips { grid-template-columns: minmax(0, 1fr); gap: 2px; } .strips .caption { margin-top: 8px; } .strips .caption small { display: inline; margin-left: 8px; } }
.tiles { display: grid; gap: 16px; margin-top: 8px; }
.wrong { grid-template-columns: repeat(auto-fill, minmax(88px, 1fr)); }
.wrong figcaption, .maps figcaption { font-weight: 400; font-size: 0.8rem; line-height: 1.3; margin: 4px 0 0; color: var(--muted); }
.wrong figcaption b, .maps figcaption b { color: var(--text); font-weight: 600; }
.wrong img { width: 100%; }
.maps { grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 20px; }
@media (max-width: 640px) { .maps { grid-template-columns: 1fr 1fr; gap: 14px; } .maps .pair { gap: 3px; } }
.maps .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
.maps .pair img { width: 100%; }
.stagePictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr)); gap: 16px 24px; align-items: start; max-width: 900px; }
.stagePictures figcaption { font-weight: 400; font-size: 0.85rem; color: var(--muted); }
.row { display: flex; flex-wrap: wrap; gap: 16px; align-items: center; }
.diagram { overflow-x: auto; }
.diagram svg { max-width: 100%; min-width: 640px; height: auto; display: block; margin: 0 auto; }
table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--edge); }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 600; }
td.number, th.number { text-align: right; }
.failure { display: block; color: var(--series-7); max-width: 36em; white-space: normal; }
tr.best td { background: var(--band); }
.scroll { overflow-x: auto; margin-bottom: 14px; } .scroll td { white-space: nowrap; } .scroll th { vertical-align: bottom; }
@media (max-width: 640px) { th, td { padding-right: 12px; } }
/* On a phone a row of a table of lines is a block, each of its cells a line with the name of its column, which data-name says. */
@media screen and (max-width: 640px) {
  .lines, .lines tbody { display: block; } .lines thead { display: none; }
  .lines tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--edge); }
  .lines td { display: flex; justify-content: space-between; gap: 16px; border: 0; padding: 1px 0; text-align: right; white-space: normal; overflow-wrap: anywhere; }
  .lines td::before { content: attr(data-name); color: var(--muted); text-align: left; overflow-wrap: normal; }
}
.facts { width: 100%; } .facts th { width: 11em; color: var(--muted); font-weight: 400; } .facts td { overflow-wrap: anywhere; padding-right: 0; }
pre { background: var(--band); border-radius: 8px; padding: 14px 16px; overflow-x: auto; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; margin: 8px 0 0; }
details summary { cursor: pointer; color: var(--what); }
footer { margin-top: 48px; color: var(--muted); font-size: 0.85rem; }
@media print {
  .diagram svg { min-width: 0; }
  @page { margin: 14mm; }
  body { font-size: 11pt; } main { max-width: none; padding: 0; } nav { display: none; }
  section { margin-top: 20pt; padding-top: 8pt; } h2, h3, .note { break-after: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); } .maps { grid-template-columns: repeat(3, 1fr); }
  figure, tr, .strips > *, .figures div { break-inside: avoid; } .figures div { border: 1px solid var(--edge); }
  .charts { grid-template-columns: 1fr 1fr; } pre { white-space: pre-wrap; }
}
`;
