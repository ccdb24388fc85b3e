/**
 * One printable document, as the domains that own quotes, invoices and reminders hand it over.
 *
 * Every amount is an integer in the minor unit of `currency` and is supplied by the caller: nothing here is
 * recomputed, only sums are checked and carried from page to page. A credit note may state its amounts
 * as what is credited (positive) or as the mirror image of its invoice (negative); both read the same.
 */
import type { Currency } from '../../platform/currency-decimals.ts';
import type { IsoDate } from '../../platform/business-date.ts';

export type DocumentKind = 'invoice' | 'credit-note' | 'quote' | 'reminder';
export type DocumentLanguage = 'nl' | 'en';

/** EN 16931 code list UNCL5305: standard, zero, exempt, reverse charge, intra-EU supply, export, outside VAT. */
export type VatCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O';

/** A postal address. `lines` are street lines without postcode and city. */
export interface PaperAddress {
  readonly lines: readonly string[];
  readonly postcode?: string | undefined;
  readonly city: string;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country: string;
}

/** The seller or the buyer. */
export interface PaperParty {
  readonly legalName: string;
  /** The name over the door, when it differs from the legal one. */
  readonly tradeName?: string | undefined;
  /** Shown under the name as "attn." */
  readonly contact?: string | undefined;
  readonly address: PaperAddress;
  readonly kvk?: string | undefined;
  readonly vatNumber?: string | undefined;
  /** Organisation identification number of a Dutch public body. */
  readonly oin?: string | undefined;
  readonly iban?: string | undefined;
  readonly bic?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly web?: string | undefined;
  /** An electronic address of its own on the Peppol network; otherwise KvK, OIN or VAT number serve. */
  readonly peppol?: { readonly scheme: string; readonly id: string } | undefined;
}

export interface PaperLine {
  readonly description: string;
  /** A second paragraph in smaller print. */
  readonly detail?: string | undefined;
  /** Exact decimal with a point, such as `"7.25"`. Leave quantity, unit and price out on a reminder. */
  readonly quantity?: string | undefined;
  /** As typed ("uur", "stuk", "kg") or a UN/ECE Recommendation 20 code ("HUR"). */
  readonly unit?: string | undefined;
  /** Without VAT. */
  readonly unitPriceMinor?: number | undefined;
  /** Taken off this line, in money; zero or absent when there is none. */
  readonly discountMinor?: number | undefined;
  /** Without VAT, after the discount. */
  readonly netMinor: number;
  /** Basis points, 2100 for 21 %. Null where no rate applies (categories other than S). */
  readonly vatRateBp: number | null;
  readonly vatCategory: VatCategory;
  /** An optional line of a quote counts in the totals only when chosen. */
  readonly optional?: { readonly chosen: boolean } | undefined;
  readonly period?: { readonly from: IsoDate; readonly to: IsoDate } | undefined;
}

/** A discount (taken off) or charge (added) on the whole document, one per VAT category and rate. */
export interface PaperAdjustment {
  readonly kind: 'discount' | 'charge';
  readonly description: string;
  /** Positive, without VAT. */
  readonly amountMinor: number;
  readonly vatRateBp: number | null;
  readonly vatCategory: VatCategory;
}

/** The VAT of one category and rate. */
export interface PaperVatRow {
  readonly category: VatCategory;
  readonly rateBp: number | null;
  readonly baseMinor: number;
  readonly vatMinor: number;
  /** In euro cents; present when the document is in another currency. */
  readonly vatEurMinor?: number | undefined;
  /** Why no VAT is charged, in the language of the document: "Btw verlegd". */
  readonly reason?: string | undefined;
  /** The same as a code of the list VATEX, for e-invoices. Without it the usual one of the category is taken. */
  readonly reasonCode?: string | undefined;
}

/** A deposit invoice or payment that is deducted. */
export interface PaperPrepayment {
  readonly description: string;
  readonly amountMinor: number;
}

export interface PaperTotals {
  readonly netMinor: number;
  readonly vatMinor: number;
  readonly grossMinor: number;
  /** The sum of `prepayments`. */
  readonly prepaidMinor: number;
  readonly dueMinor: number;
}

export interface PaperPayment {
  /** What the payer has to mention, usually the number of the invoice. */
  readonly reference?: string | undefined;
  /** A page of ours where the customer can pay. */
  readonly url?: string | undefined;
  /** Printed instead of "pay before …": paid already, collected by direct debit, accepted by whom, and the like. */
  readonly instruction?: string | undefined;
}

export interface PaperBrand {
  /** `#RRGGBB`. Darkened where it would not be readable. */
  readonly colour?: string | undefined;
  readonly logo?: { readonly bytes: Uint8Array; readonly type: 'image/png' | 'image/jpeg' } | undefined;
}

/** The European Central Bank's rate that turned the amounts into euros. */
export interface PaperExchangeRate {
  /** Units of `currency` for one euro, as the bank prints it. */
  readonly rate: string;
  readonly date: IsoDate;
  readonly source: string;
}

export interface PaperDocument {
  readonly kind: DocumentKind;
  readonly language: DocumentLanguage;
  /** Over the document instead of the usual word: "Tweede herinnering", "Deposit invoice". */
  readonly title?: string | undefined;
  readonly seller: PaperParty;
  readonly buyer: PaperParty;
  readonly number: string;
  readonly issueDate: IsoDate;
  /** Last day of payment; of a quote the last day it can be accepted. */
  readonly dueDate?: IsoDate | undefined;
  /** Day of supply, or of the prepayment. */
  readonly supplyDate?: IsoDate | undefined;
  /** Where the goods went (ISO 3166-1 alpha-2), needed for an intra-EU supply. Otherwise the buyer's country. */
  readonly deliveryCountry?: string | undefined;
  readonly period?: { readonly from: IsoDate; readonly to: IsoDate } | undefined;
  /** The buyer's reference (BT-10). */
  readonly reference?: string | undefined;
  /** The buyer's order number (BT-13). */
  readonly orderReference?: string | undefined;
  /** The invoice a credit note or reminder is about. */
  readonly original?: { readonly number: string; readonly date: IsoDate } | undefined;
  readonly currency: Currency;
  readonly exchangeRate?: PaperExchangeRate | undefined;
  /** Paragraphs above the table: the letter of a reminder, the introduction of a quote. */
  readonly intro?: readonly string[] | undefined;
  /** What a quote is about, over its introduction. */
  readonly subject?: string | undefined;
  readonly lines: readonly PaperLine[];
  readonly adjustments?: readonly PaperAdjustment[] | undefined;
  readonly vat: readonly PaperVatRow[];
  readonly totals: PaperTotals;
  readonly prepayments?: readonly PaperPrepayment[] | undefined;
  /** Terms and wording that the law requires, one paragraph each. */
  readonly notes?: readonly string[] | undefined;
  /** Terms of payment in words (BT-20), for when there is no due date. */
  readonly paymentTerms?: string | undefined;
  readonly payment?: PaperPayment | undefined;
  readonly brand?: PaperBrand | undefined;
}

/** A finished PDF. Equal documents give equal bytes. */
export interface RenderedPdf {
  readonly bytes: Uint8Array;
  /** Hexadecimal SHA-256 of `bytes`. */
  readonly sha256: string;
  readonly pages: number;
}

/** Which rules an e-invoice follows. */
export type UblProfile = 'peppol-bis-3' | 'nlcius';

/** Why a document cannot be what was asked for: the place in the document, and what is wrong with it. */
export interface DocumentProblem {
  readonly path: string;
  readonly en: string;
  readonly nl: string;
}
