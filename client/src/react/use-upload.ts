import { useEffect, useRef, useState } from 'react';
import type { ToonbankError } from '../toonbank-error.ts';
import type { Upload, UploadedFile, UploadOptions, UploadProgress, UploadSource } from '../upload-types.ts';
import { useFiles } from './context.ts';

export interface UploadResult {
  /** Uploads a file, in the place of one on its way. Never rejects: `undefined` when it failed, and `error` says why. */
  upload(file: UploadSource, options?: UploadOptions): Promise<UploadedFile | undefined>;
  /** `undefined` before the first. */
  readonly progress: UploadProgress | undefined;
  /** What was uploaded: hand its `path` to an action. */
  readonly file: UploadedFile | undefined;
  readonly error: ToonbankError | undefined;
  pause(): void;
  resume(): void;
  cancel(): void;
}

interface State {
  readonly progress?: UploadProgress | undefined;
  readonly file?: UploadedFile | undefined;
  readonly error?: ToonbankError | undefined;
}

/** One upload at a time. It is cancelled when the component goes; one that is to outlive it belongs to `createFiles`. */
export function useUpload(): UploadResult {
  const files = useFiles();
  const [{ progress, file, error }, setState] = useState<State>({});
  const current = useRef<Upload>(undefined);
  const cancel = (): void => current.current?.cancel();
  useEffect(() => cancel, []);
  const upload = async (source: UploadSource, options: UploadOptions = {}): Promise<UploadedFile | undefined> => {
    cancel();
    const mine: Upload = files.upload(source, {
      ...options,
      onProgress: (next) => {
        options.onProgress?.(next);
        if (current.current === mine) setState((before) => ({ ...before, progress: next }));
      },
    });
    current.current = mine;
    setState({ progress: mine.progress });
    const end = await mine.done.then((uploaded) => ({ file: uploaded, error: undefined }), (failed: ToonbankError) => ({ file: undefined, error: failed }));
    if (current.current === mine) setState({ progress: mine.progress, ...end });
    return end.file;
  };
  return { upload, progress, file, error, cancel, pause: () => current.current?.pause(), resume: () => current.current?.resume() };
}
