import { createContext, createElement, useContext, type ReactElement, type ReactNode } from 'react';
import type { Toonbank } from '../toonbank.ts';
import type { Files } from '../upload-types.ts';

interface Provided {
  readonly client: Toonbank;
  readonly files?: Files | undefined;
}

const Context = createContext<Provided | undefined>(undefined);

export interface ToonbankProviderProps extends Provided {
  readonly children?: ReactNode;
}

/** Gives the hooks below it their client, and `useUpload` its files. Change the client when the person chooses another organisation. */
export function ToonbankProvider({ client, files, children }: ToonbankProviderProps): ReactElement {
  return createElement(Context, { value: { client, files } }, children);
}

/** The client. @throws Error outside a `ToonbankProvider` */
export function useToonbank(): Toonbank {
  return provided(useContext(Context)).client;
}

/** The files. @throws Error outside a `ToonbankProvider`, or in one without `files` */
export function useFiles(): Files {
  const { files } = provided(useContext(Context));
  if (files === undefined) throw new Error('The ToonbankProvider was given no `files`: make them with createFiles(client, storage).');
  return files;
}

function provided(value: Provided | undefined): Provided {
  if (value === undefined) throw new Error('There is no ToonbankProvider around this component.');
  return value;
}
