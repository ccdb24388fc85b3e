// The SDK weighs more than all else that a mail needs, so it is loaded with the first mail of an instance.
export { Resend } from 'resend';
export { Webhook } from 'standardwebhooks';
