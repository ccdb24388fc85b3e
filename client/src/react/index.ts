export { ToonbankProvider, useFiles, useToonbank, type ToonbankProviderProps } from './context.ts';
export { useAction, type ActionResult } from './use-action.ts';
export { useFollowedOrder, useLive, useLiveOne, useOrganisation, useProfile, type Collections, type LiveOneResult, type LiveResult, type Nothing } from './use-live.ts';
export { type LiveStatus } from './use-listening.ts';
export { usePages, type Listed, type PagesResult } from './use-pages.ts';
export { useUpload, type UploadResult } from './use-upload.ts';
