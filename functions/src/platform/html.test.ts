import { expect, test } from '@jest/globals';
import { html } from './html.ts';

test('values are escaped, nested markup is not, lists are joined, nothing shows for absent values', () => {
  const rows = ['<b>', 'a & b'].map((text) => html`<li title="${text}">${text}</li>`);
  const shown = html`<ul>${rows}</ul>${null}${undefined}${false}${0}`;
  expect(shown.markup).toBe('<ul><li title="&lt;b&gt;">&lt;b&gt;</li><li title="a &amp; b">a &amp; b</li></ul>0');
});
