/** Beside the style that all public pages share. `colour` is the organisation's own, checked where it was set. */
export function quoteStyle(colour: string): string {
  const brand = /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#14532d';
  return `
main{border-top:6px solid ${brand};padding:2.5rem}
header{margin-bottom:2rem}.seller{font-size:1.25rem;font-weight:700;margin:0}header .quiet{margin:0}
h1{font-size:1.875rem;line-height:1.2;letter-spacing:-.01em}h2{font-size:1.25rem;margin:2rem 0 .5rem}
.facts{display:grid;grid-template-columns:2fr 1fr 1fr;gap:1rem 2rem;margin:0 0 1.5rem}.facts dt{font-size:.8125rem;color:#667085}.facts dd{margin:0}
.notice{padding:.875rem 1rem;border-radius:8px;border-left:4px solid #2563eb;background:#eff4ff;font-weight:500}
.notice.good{border-color:#15803d;background:#ecfdf3}.notice.alert{border-color:#b42318;background:#fef3f2}
thead th{font-size:.8125rem;font-weight:600;color:#667085;border-bottom:2px solid #d0d5dd}
td:first-child{width:100%}td+td,th+th,th+td{padding-left:1rem}em{font-style:normal;font-size:.75rem;font-weight:600;color:#475467;background:#f2f4f7;border-radius:999px;padding:.125rem .5rem;white-space:nowrap}
.unchosen td.amount{color:#667085}
.option{display:flex;gap:.75rem;margin:0;cursor:pointer}.option input{width:1.25rem;height:1.25rem;flex:none;margin:.125rem 0 0;accent-color:${brand}}
.totals{width:auto;min-width:55%;margin-left:auto}.totals th{font-weight:400;padding-right:2rem}.totals .strong th,.totals .strong td{font-weight:700;font-size:1.125rem;border-bottom:0}
.answer{background:#f9fafb;border:1px solid #e4e7ec;border-radius:12px;padding:1.25rem 1.5rem 1.5rem;margin:2rem 0}.answer h2{margin-top:0}
details{margin:1rem 0 2rem}summary{cursor:pointer;color:#475467;padding:.5rem 0}summary:focus-visible,a:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
footer{border-top:1px solid #e4e7ec;margin-top:2.5rem;padding-top:1rem}footer a{color:inherit}
@media(max-width:34rem){body{padding:0}main{border-radius:0;padding:1.5rem 1rem}.facts{grid-template-columns:1fr 1fr}.facts div:first-child{grid-column:1/-1}.totals{width:100%}}
@media print{body{background:#fff;padding:0}main{box-shadow:none}.answer,details,button{display:none}}
`;
}
