import { ref, uploadBytesResumable, type FirebaseStorage, type UploadTask } from 'firebase/storage';
import { attachmentOf } from './attachment.ts';
import type { Connection } from './connection.ts';
import { AbortedError, OfflineError } from './errors.ts';
import { UnauthenticatedError } from './errors.generated.ts';
import { storageError } from './storage-errors.ts';
import type { Upload, UploadedFile, UploadOptions, UploadProgress, UploadSource } from './upload-types.ts';
import { isOffline } from './waiting.ts';
import { say } from './words.ts';

/** One file on its way. Storage's SDK sends it in pieces and asks, after a break, how far it got. */
export class FileUpload implements Upload {
  progress: UploadProgress;
  readonly done: Promise<UploadedFile>;
  private task: UploadTask | undefined;
  private held = false;
  private cancelled = false;
  private breakOff: (error: AbortedError) => void = () => {};
  private readonly connection: Connection;
  private readonly source: UploadSource;
  private readonly options: UploadOptions;

  constructor(connection: Connection, storage: FirebaseStorage, source: UploadSource, options: UploadOptions) {
    this.connection = connection;
    this.source = source;
    this.options = options;
    this.progress = { state: 'running', sent: 0, total: (source as Partial<Blob>).size ?? (source as ArrayBuffer).byteLength };
    this.done = this.run(storage);
    // Whoever shows the progress only hears of the failure there; that is no unhandled rejection.
    this.done.catch(() => {});
  }

  pause(): void {
    this.held = true;
    this.task?.pause();
  }

  resume(): void {
    this.held = false;
    this.task?.resume();
  }

  cancel(): void {
    this.cancelled = true;
    this.task?.cancel();
    // The SDK's own promise of a paused task never ends by a cancellation.
    this.breakOff(this.aborted());
  }

  private async run(storage: FirebaseStorage): Promise<UploadedFile> {
    const { signal } = this.options;
    const cancel = (): void => this.cancel();
    signal?.addEventListener('abort', cancel);
    try {
      if (signal?.aborted === true) this.cancelled = true;
      const file = await this.prepared();
      await this.send(storage, file);
      this.tell('done', file.size);
      return file;
    } catch (thrown) {
      this.tell('failed', this.progress.sent);
      throw storageError(thrown, this.connection);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  private async prepared(): Promise<UploadedFile> {
    const { connection } = this;
    const { language } = connection;
    const organisation = connection.requireOrganisation();
    const user = await connection.user();
    if (user === undefined) throw new UnauthenticatedError('unauthenticated', say('signed-out', language));
    const file = attachmentOf(this.source, this.options, `orgs/${organisation}/uploads/${user.uid}`, language);
    if (isOffline() && connection.options.offline !== 'wait') throw new OfflineError('offline', say('offline', language));
    if (this.cancelled) throw this.aborted();
    return file;
  }

  private aborted(): AbortedError {
    return new AbortedError('aborted', say('aborted', this.connection.language), { cause: this.options.signal?.reason });
  }

  private async send(storage: FirebaseStorage, { path, contentType }: UploadedFile): Promise<void> {
    const task = uploadBytesResumable(ref(storage, path), this.source, { contentType });
    this.task = task;
    if (this.held) task.pause();
    task.on('state_changed', ({ state, bytesTransferred }) => {
      if (state === 'running' || state === 'paused') this.tell(state, bytesTransferred);
    });
    await Promise.race([task, new Promise<never>((_, reject) => (this.breakOff = reject))]);
  }

  private tell(state: UploadProgress['state'], sent: number): void {
    this.progress = { ...this.progress, state, sent };
    this.options.onProgress?.(this.progress);
  }
}
