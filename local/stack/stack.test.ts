import { describe, expect, test } from '@jest/globals';
import { startStack } from './index.ts';
import { useStack } from './jest.ts';
import { DEFAULT_PORTS, SERVICES } from './ports.ts';

const OWNER = { authorization: 'Bearer owner', 'content-type': 'application/json' };

function documentsUrl(port: number, path: string): string {
  return `http://127.0.0.1:${port}/v1/projects/demo-toonbank/databases/(default)/documents/${path}`;
}

describe('a stack without functions', () => {
  const stack = useStack({ functions: false });

  test('serves Firestore, Auth and Storage on ports that are not the official ones', async () => {
    const { ports } = stack();
    expect(SERVICES.filter((service) => ports[service] === DEFAULT_PORTS[service])).toEqual([]);
    const write = await fetch(documentsUrl(ports.firestore, 'shelf?documentId=cheese'), {
      method: 'POST',
      headers: OWNER,
      body: JSON.stringify({ fields: { wheels: { integerValue: '7' } } }),
    });
    expect(write.status).toBe(200);
    const upload = await fetch(
      `http://127.0.0.1:${ports.storage}/upload/storage/v1/b/demo-toonbank.appspot.com/o?uploadType=media&name=a%2Fb.txt`,
      { method: 'POST', headers: OWNER, body: 'gouda' },
    );
    expect(upload.status).toBe(200);
  });

  test('points this process at itself', () => {
    expect(process.env['FIRESTORE_EMULATOR_HOST']).toBe(`127.0.0.1:${stack().ports.firestore}`);
  });

  test('clear takes documents, accounts and objects away', async () => {
    const { ports } = stack();
    await stack().clear();
    const read = await fetch(documentsUrl(ports.firestore, 'shelf/cheese'), { headers: OWNER });
    expect(read.status).toBe(404);
    const objects = await fetch(`http://127.0.0.1:${ports.storage}/storage/v1/b/demo-toonbank.appspot.com/o`, { headers: OWNER });
    expect((await objects.json()) as object).not.toHaveProperty('items.0');
  });

  test('has no outside world to read', () => {
    expect(() => stack().world).toThrow('without the outside world');
  });
});

test('two stacks run beside each other, and nothing of them is left behind', async () => {
  const [first, second] = await Promise.all([startStack({ functions: false }), startStack({ functions: false })]);
  const used = [first, second].flatMap(({ ports }) => SERVICES.map((service) => ports[service]));
  expect(new Set(used).size).toBe(used.length);
  await Promise.all([first.stop(), second.stop()]);
  await expect(fetch(`http://127.0.0.1:${first.ports.auth}/health/live`)).rejects.toThrow();
});
