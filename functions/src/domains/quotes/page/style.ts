/** Beside the style that all public pages share. */
export const QUOTE_STYLE = `
.facts{grid-template-columns:2fr 1fr 1fr}.facts dd{font-weight:400}
em{font-style:normal;font-size:.75rem;font-weight:600;color:#475467;background:#f2f4f7;border-radius:999px;padding:.125rem .5rem;white-space:nowrap}
.unchosen td.amount{color:var(--quiet)}
.option{display:flex;gap:.75rem;margin:0;cursor:pointer}.option input{width:1.25rem;height:1.25rem;flex:none;margin:.125rem 0 0;accent-color:var(--accent)}
.totals{width:auto;min-width:55%;margin-left:auto}.totals th{font-weight:400;padding-right:2rem;color:var(--quiet)}.totals th,.totals td{border-bottom:0;padding-top:.25rem;padding-bottom:.25rem}
.totals .strong>*{font-weight:700;font-size:1.125rem;color:var(--ink);border-top:2px solid var(--accent);padding-top:.5rem}
details{margin:1rem 0 2rem}summary{cursor:pointer;color:#475467;padding:.5rem 0}
@media(max-width:34rem){.facts{grid-template-columns:1fr 1fr}.facts div:first-child{grid-column:1/-1}.totals{width:100%}}
@media print{.panel,details{display:none}}
`;
