import { beforeAll, describe, expect, test } from '@jest/globals';
import { getStorage } from 'firebase-admin/storage';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aPizzeria, aProduct, type Pizzeria } from '../../../../test/builders/shop.ts';
import { callAs } from '../../../../test/support/call.ts';
import { everything } from '../../../../test/support/everything.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { documentsOf } from '../../../../test/support/stripe.ts';
import { newId, sha256, stableId } from '../../../platform/ids.ts';
import { readFile, storeImmutable } from '../../../platform/storage.ts';
import { MOST_BYTES, type Photo } from '../photo.ts';
import { addPhoto } from './add-photo.ts';
import { updateProduct } from './update-product.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;
beforeAll(async () => {
  pizzeria = await aPizzeria({ members: { sales: 'verkoper' } });
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946000101000048', 'hex');
const WEBP = Buffer.from('524946463a000000574542505650382e', 'hex');

/** A file as a member of the organisation uploads it, under the name of a picture. */
async function upload(bytes: Uint8Array, of: Pick<Pizzeria, 'orgId' | 'owner'> = pizzeria): Promise<string> {
  return (await storeImmutable(`orgs/${of.orgId}/uploads/${of.owner}/${newId()}.png`, bytes, 'image/png')).path;
}
const add = (path: string, uid = pizzeria.owner) => callAs<Photo>(uid, addPhoto, { upload: path }, { orgId: pizzeria.orgId });

describe('a photo', () => {
  test.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP],
  ])('of type %s is known by what is in it, and becomes public once', async (contentType, bytes) => {
    const photo = await add(await upload(bytes));
    expect(photo).toMatchObject({ contentType, size: bytes.length, path: `orgs/${pizzeria.orgId}/photos/${photo.id}` });
    expect(Buffer.from(await readFile(photo.path)).equals(bytes)).toBe(true);
    expect(await add(await upload(bytes))).toEqual(photo);
    expect((await documentsOf(pizzeria, 'files')).filter(({ path }) => path === photo.path)).toMatchObject([{ kind: 'photo', immutable: true }]);
  });

  test('of a call that dies once the picture is stored, or before, is finished by the same call, and by any other', async () => {
    const bytes = Buffer.concat([PNG, Buffer.from('a picture of nothing else')]);
    const wanted = stableId('photo', sha256(bytes));
    const path = await upload(bytes);
    // Something else where the picture should stand: the call fails after its intention is on record.
    const place = getStorage().bucket().file(`orgs/${pizzeria.orgId}/photos/${wanted}`);
    await place.save(Buffer.from('in the way'));
    const again = () => callAs<Photo>(pizzeria.owner, addPhoto, { upload: path }, { orgId: pizzeria.orgId, idempotencyKey: 'photo-of-nothing-else' });
    expect((await refusal(again())).code).toBe('internal');
    const recorded = async () => (await documentsOf(pizzeria, 'files')).filter((file) => file['path'] === place.name);
    expect(await recorded()).toEqual([]);
    // As it is when the process ended right after storing.
    await place.save(bytes);
    expect(await again()).toMatchObject({ id: wanted, contentType: 'image/png' });
    expect(await again()).toEqual(await add(await upload(bytes)));
    expect(await recorded()).toHaveLength(1);
  });

  test('stands on the menu by its path, the first on top', async () => {
    const { id: productId, categoryId } = await aProduct(pizzeria, { name: 'Quattro stagioni', price: 1345 });
    const [front, side] = [await add(await upload(JPEG)), await add(await upload(PNG))];
    await callAs(pizzeria.owner, updateProduct, { productId, photos: [side.id, front.id] }, { orgId: pizzeria.orgId });
    const page = (await documentsOf(pizzeria, 'menu')).find(({ id }) => id === categoryId);
    expect(page).toMatchObject({ products: [{ id: productId, photos: [side.path, front.path] }] });
  });

  test('that there is not is refused on a product', async () => {
    const photos = [(await add(await upload(JPEG))).id, 'none'];
    const error = await refusal(callAs(pizzeria.owner, updateProduct, { productId: pizzeria.beer.id, photos }, { orgId: pizzeria.orgId }));
    expect(error).toMatchObject({ code: 'invalid-input', issues: [{ path: 'photos.1' }] });
  });
});

describe('what is no photo of ours', () => {
  const refused = async (path: string, uid?: string) => {
    const before = await everything();
    const error = await refusal(add(path, uid));
    expect(await everything()).toEqual(before);
    return error;
  };

  test.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>alert(1)</script>')],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['nearly a WebP', Buffer.from('RIFF\0\0\0\0WAVE')],
    ['more than 5 MiB', Buffer.concat([PNG, Buffer.alloc(MOST_BYTES)])],
  ])('%s is refused by name, and nothing is written', async (_what, bytes) => {
    expect(await refused(await upload(bytes))).toMatchObject({ code: 'invalid-input', issues: [{ path: 'upload' }] });
  });

  test('neither is a file that there is not, one of another organisation, or another file of ours', async () => {
    const other = await aPizzeria();
    const invoice = await storeImmutable(`orgs/${pizzeria.orgId}/invoices/i1/secret.png`, PNG, 'image/png');
    const theirs = await upload(PNG, other);
    for (const path of [`orgs/${pizzeria.orgId}/uploads/${pizzeria.owner}/none.png`, theirs, invoice.path, `orgs/${pizzeria.orgId}/uploads/../invoices/i1/secret.png`]) {
      expect(await refused(path)).toMatchObject({ code: 'invalid-input', issues: [{ path: 'upload' }] });
    }
  });

  test("neither is a colleague's upload, which may be a receipt", async () => {
    const receipt = await storeImmutable(`orgs/${pizzeria.orgId}/uploads/verkoper/bon.png`, PNG, 'image/png');
    expect(await refused(receipt.path)).toMatchObject({ code: 'invalid-input', issues: [{ path: 'upload' }] });
  });

  test('who may not change the catalogue adds none', async () => {
    expect((await refused(await upload(PNG), 'verkoper')).code).toBe('forbidden');
  });
});
