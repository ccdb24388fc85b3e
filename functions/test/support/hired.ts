import { type Stack } from '../../../local/stack/connect.ts';
import { linkIn } from '../../../local/story/customer.ts';
import { type Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';

/** Signs a person up who joins an organisation by the link in the mail, as somebody who was invited does. */
export async function hired(stack: Stack, person: Person, role: string, invite: (input: { email: string; role: string }) => Promise<unknown>): Promise<Person> {
  await person.signUp();
  await invite({ email: person.email, role });
  const mail = await until(`the invitation of ${role}`, async () => (await stack.world.mails(person.email))[0]);
  await person.call('accounts/accept-invitation', { invitation: linkIn(mail.text, 'invitation').token });
  return person;
}
