/** What can be uploaded: a `File` of a form, a `Blob`, or bytes. In React Native: `await (await fetch(uri)).blob()`. */
export type UploadSource = Blob | Uint8Array | ArrayBuffer;

export interface UploadProgress {
  /** What the upload is doing; `failed` also when it was cancelled. */
  readonly state: 'running' | 'paused' | 'done' | 'failed';
  /** Bytes that the server has confirmed. They arrive in pieces: 256 KiB first, larger ones after. */
  readonly sent: number;
  /** Bytes altogether. */
  readonly total: number;
}

export interface UploadOptions {
  /** What people call it; that of the `File` unless given. Only its last part becomes part of the path. */
  readonly name?: string | undefined;
  /** Media type without parameters; that of the `Blob` unless given. */
  readonly contentType?: string | undefined;
  /** Hears each step, the last one too. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** Cancels the upload. */
  readonly signal?: AbortSignal | undefined;
}

/** A file that stands in Storage and that no document mentions yet: hand its `path` to an action. */
export interface UploadedFile {
  readonly path: string;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

/** An upload under way. When the connection breaks it goes on from where it was, once there is one again. */
export interface Upload {
  /**
   * The end of it. Fails with `InvalidInputError` for a file that is never taken, `ForbiddenError` when the person may
   * not upload, `LimitReachedError` when the project's storage is full, `AbortedError` when cancelled, and
   * `NetworkError` when there was no connection for longer than the storage's `maxUploadRetryTime` (usually ten minutes).
   */
  readonly done: Promise<UploadedFile>;
  readonly progress: UploadProgress;
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** Files of the client's organisation. */
export interface Files {
  /** Begins at once, under a name that nobody else has: the same file twice is two uploads. */
  upload(file: UploadSource, options?: UploadOptions): Upload;
  /**
   * The bytes at a `path`, as documents of files and photos name it.
   * @throws NotFoundError, ForbiddenError, NetworkError
   */
  download(path: string): Promise<ArrayBuffer>;
}
