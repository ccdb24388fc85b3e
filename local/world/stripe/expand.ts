import { isRecord } from '../http.ts';
import { invalidRequest } from './errors.ts';
import type { Ctx } from './context.ts';
import { expandableFields } from './validate.ts';

/**
 * The answer with the asked-for references replaced by their objects. Works on a copy.
 * Throws as Stripe does for a path deeper than four levels or a field that cannot be expanded.
 */
export function expand(ctx: Ctx, answer: object, paths: string[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(answer));
  for (const path of paths) {
    const parts = path.split('.');
    if (parts.length > 4) throw invalidRequest(`You cannot expand more than 4 levels of a property. You expanded ${path}`, 'expand');
    expandPath(ctx, copy, parts);
  }
  return copy;
}

function expandPath(ctx: Ctx, node: unknown, parts: string[]): void {
  const [head, ...rest] = parts;
  if (head === undefined || !isRecord(node)) return;
  if (head === 'data' && node.object === 'list' && Array.isArray(node.data)) {
    node.data.forEach((item) => expandPath(ctx, item, rest));
    return;
  }
  const known = expandableFields(String(node.object ?? ''));
  const value = node[head];
  if (!known.includes(head) && !isRecord(value)) {
    throw invalidRequest(`This property cannot be expanded (${head}).`, 'expand');
  }
  if (value === undefined || value === null) fillIncludable(ctx, node, head);
  else if (typeof value === 'string') {
    const target = lookUp(ctx, value);
    if (target) node[head] = JSON.parse(JSON.stringify(target));
  }
  expandPath(ctx, node[head], rest);
}

function lookUp(ctx: Ctx, id: string): unknown {
  return id.startsWith('acct_') ? ctx.state.accounts.get(id)?.account : ctx.db.byId(id);
}

/** Lists that an object shows only on request. */
function fillIncludable(ctx: Ctx, node: Record<string, unknown>, field: string): void {
  const id = String(node.id ?? '');
  if (field === 'line_items' && node.object === 'checkout.session') {
    const data = JSON.parse(JSON.stringify(ctx.db.lineItems.get(id) ?? [])) as unknown[];
    node.line_items = { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
  }
  if (field === 'refunds' && node.object === 'charge') {
    const data = ctx.db.refunds.newest().filter((r) => r.charge === id);
    node.refunds = { object: 'list', data: structuredClone(data.slice(0, 10)), has_more: data.length > 10, url: `/v1/charges/${id}/refunds` };
  }
}
