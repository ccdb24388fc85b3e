/** What all public pages look like. They hold no script, so everything they do is a link, a form or this sheet. */

/** The house's own colour, on pages that belong to no organisation. */
const HOUSE = '#14532d';

/**
 * The style of a page.
 * @param accent the organisation's colour, dark enough for text on white, as `#rrggbb`
 */
export function pageStyle(accent = HOUSE): string {
  return `
:root{color-scheme:light;--accent:${/^#[\da-f]{6}$/i.test(accent) ? accent : HOUSE};--ink:#1d2430;--quiet:#5b6472;--line:#e4e7ec;font:16px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:#f4f5f7}
body{margin:0;padding:2rem 1rem}main{max-width:46rem;margin:0 auto;background:#fff;border-top:6px solid var(--accent);border-radius:12px;padding:2.5rem;box-shadow:0 1px 3px #0002;overflow-wrap:break-word}
h1{font-size:1.875rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 1.25rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}
header{margin-bottom:2rem}.seller{font-size:1.25rem;font-weight:700;margin:0}header .quiet{margin:0}
table{width:100%;border-collapse:collapse;margin:1.5rem 0}
th,td{text-align:left;padding:.625rem 0;border-bottom:1px solid var(--line);vertical-align:top}td+td,th+th,th+td{padding-left:1rem}
thead th{font-size:.8125rem;font-weight:600;color:var(--quiet);border-bottom:2px solid #d0d5dd}tbody td:first-child{width:100%}
tfoot th,tfoot td{border-bottom:0;padding:.25rem 0}tfoot th{font-weight:400;color:var(--quiet)}tfoot tr:first-child>*{padding-top:1rem}
tfoot .strong>*{font-weight:700;font-size:1.125rem;color:var(--ink);padding:.5rem 0}
.amount{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.quiet{color:var(--quiet);font-size:.875rem}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem 2rem;margin:0 0 1.5rem}dl div{margin:0;min-width:0}
dt{font-size:.8125rem;color:var(--quiet)}dd{margin:0;font-weight:600}
.notice{padding:.875rem 1rem;border-radius:8px;border-left:4px solid #2563eb;background:#eff4ff;font-weight:500;margin:0 0 1.5rem}
.notice.good{border-color:#15803d;background:#ecfdf3}.notice.alert{border-color:#b42318;background:#fef3f2}
.actions{display:flex;gap:.75rem;flex-wrap:wrap;align-items:center;margin:1.5rem 0}.actions:empty{display:none}.actions form{margin:0}
.panel{background:#f9fafb;border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem;margin:1.5rem 0}.panel h2{margin-top:0}.panel p{margin:.25rem 0}.panel dl{grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));margin:0}
button,.button{font:inherit;font-weight:600;padding:.7rem 1.4rem;border-radius:8px;border:1px solid var(--accent);background:var(--accent);color:#fff;cursor:pointer;text-decoration:none;display:inline-block}
button.secondary,.button.secondary{background:#fff;color:var(--ink);border-color:#98a2b3}
input,textarea{font:inherit;padding:.6rem;border:1px solid #858d9d;border-radius:8px;width:100%;box-sizing:border-box}label{display:block;margin:.75rem 0}
a{color:var(--accent)}footer{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:1rem}footer a{color:inherit}
:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
@media(max-width:34rem){body{padding:0}main{border-radius:0;padding:1.5rem 1rem}h1{font-size:1.5rem}button,.button{width:100%;box-sizing:border-box;text-align:center}.actions form{width:100%}dl{gap:.75rem 1rem}}
@media print{:root{background:#fff}body{padding:0}main{box-shadow:none}.actions,button{display:none}}
`;
}
