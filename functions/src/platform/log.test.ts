import { expect, test } from '@jest/globals';

test('every line of a request bears its correlation id, however deep, and no other request’s', async () => {
  const lines: Record<string, unknown>[] = [];
  // Before the logger is loaded: it keeps the console that it finds.
  console.info = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  const { log, withLogContext } = await import('./log.ts');
  const request = (correlationId: string) =>
    withLogContext({ correlationId, action: 'orders/accept' }, async () => {
      await Promise.resolve();
      log.info('order.accepted', { pieces: 3 });
    });
  await Promise.all([request('till-1.order-17'), request('till-2.order-18')]);
  log.info('instance.ready');
  expect(lines).toEqual([
    { severity: 'INFO', message: 'order.accepted', correlationId: 'till-1.order-17', action: 'orders/accept', pieces: 3 },
    { severity: 'INFO', message: 'order.accepted', correlationId: 'till-2.order-18', action: 'orders/accept', pieces: 3 },
    { severity: 'INFO', message: 'instance.ready' },
  ]);
});
