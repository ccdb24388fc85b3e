import * as z from 'zod';
import { MAX_BODY_BYTES } from '../../../platform/call.ts';

/** A file of customers as a call carries it. */
export const MAX_CSV_BYTES = MAX_BODY_BYTES;

export const CsvText = z.string().min(1, 'must not be empty').max(MAX_CSV_BYTES, 'is too large; split the file');
