/** Functions that make or keep a binary fraction. Amounts are integers, and decimals come in as strings. */
const CALLS = new Map([
  ['parseFloat', 'Read decimals with the parsers of platform/decimal.ts.'],
  ['Number', 'Read whole numbers with zod or parseInt(text, 10), decimals with platform/decimal.ts.'],
]);
const METHODS = new Map([
  ['toFixed', 'Show amounts with the formatters of platform/money.ts.'],
  ['toPrecision', 'Show amounts with the formatters of platform/money.ts.'],
]);
const ROUNDING = new Set(['round', 'floor', 'ceil', 'trunc', 'fround']);

/**
 * Keeps binary fractions away from amounts: no division, no fractional literal, no rounding of floats. For domains and
 * workflows; platform/money.ts and its neighbours hold the exact arithmetic that they use instead. With the option
 * `drawing`, for code that only places and colours what was computed elsewhere, points and shades may be divided, and
 * only what reads or writes a decimal as a float stays forbidden.
 */
export const exactAmounts = {
  meta: { type: 'problem', schema: [{ enum: ['drawing'] }] },
  create(context) {
    const drawing = context.options[0] === 'drawing';
    const report = (node, what, instead) => context.report({ node, message: `${what} makes fractions of amounts. ${instead}` });
    const division = (node) => {
      if (!drawing && ['/', '/='].includes(node.operator)) report(node, 'Dividing', 'Divide with platform/money.ts.');
    };
    return {
      BinaryExpression: division,
      AssignmentExpression: division,
      Literal(node) {
        if (drawing || typeof node.value !== 'number' || Number.isInteger(node.value)) return;
        report(node, `The literal ${node.raw}`, 'Write minor units or basis points.');
      },
      CallExpression({ callee }) {
        if (callee.type === 'Identifier' && CALLS.has(callee.name) && !(drawing && callee.name === 'Number')) report(callee, `${callee.name}()`, CALLS.get(callee.name));
        if (callee.type === 'MemberExpression' && !callee.computed) checkMethod(callee, drawing, report);
      },
    };
  },
};

function checkMethod(callee, drawing, report) {
  const { name } = callee.property;
  const owner = callee.object.type === 'Identifier' ? callee.object.name : undefined;
  if (METHODS.has(name)) report(callee, `.${name}()`, METHODS.get(name));
  if (!drawing && owner === 'Math' && ROUNDING.has(name)) report(callee, `Math.${name}()`, 'Round once, with platform/money.ts.');
  if (owner === 'Number' && name === 'parseFloat') report(callee, 'Number.parseFloat()', CALLS.get('parseFloat'));
}
