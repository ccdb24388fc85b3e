import { type LinkKind } from '../../../platform/actor.ts';
import { type Language } from '../../../platform/errors.ts';

/** A public page that a mail links to. The token is minted when the mail is sent and stands in no document. */
export interface PageLink {
  readonly link: LinkKind;
  readonly documentId: string;
  readonly expiresAt: Date;
}

/** Who writes, as the reader knows them. */
export interface Sender {
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly address: readonly string[];
  readonly email: string;
  readonly phone: string | null;
}

/** What a template may use beside its data. */
export interface TemplateContext {
  readonly language: Language;
  readonly sender: Sender;
  readonly timeZone: string;
  /** The address of a public page, with its token. */
  url(page: PageLink): string;
}

/** One mail, as content; `layout.ts` makes HTML and text of it, so that both always say the same. */
export interface MailContent {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preview: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Label and value, shown as a small table. */
  readonly facts?: readonly (readonly [string, string])[];
  readonly button?: { readonly label: string; readonly url: string };
  /** After the button. */
  readonly closing?: readonly string[];
}

export type MailTemplate<Data> = (data: Data, context: TemplateContext) => MailContent;

/** The sentence in the reader's language. */
export function pick(language: Language, sentences: { readonly nl: string; readonly en: string }): string {
  return sentences[language];
}
