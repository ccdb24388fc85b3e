/** A rendered mail, ready to leave. */
export interface OutgoingMail {
  /** `Name <address>` */
  readonly from: string;
  readonly to: readonly string[];
  readonly replyTo: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly content: Uint8Array }[];
  /** Facts that the provider gives back with every report about this mail. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface AcceptedMail {
  /** The provider's own id; `null` when it had taken this mail before and does not say under which id. */
  readonly messageId: string | null;
}

/** A notification for one device. */
export interface OutgoingPush {
  readonly token: string;
  readonly title: string;
  readonly body: string;
  readonly collapseKey: string;
  readonly data: Readonly<Record<string, string>>;
}

/** `gone`: the token is dead for good; `refused`: this device cannot get this message, whatever we try. */
export type PushAnswer =
  | { readonly state: 'sent'; readonly messageId: string }
  | { readonly state: 'gone' | 'refused'; readonly reason: string };
