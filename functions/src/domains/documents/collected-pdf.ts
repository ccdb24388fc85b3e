import PDFDocument from 'pdfkit';

/**
 * A document whose bytes are kept as they are written. The library is a stream that hands over some thousands of
 * small pieces per document, one event each; nobody reads a PDF before its end here.
 */
export class CollectedPdf extends PDFDocument {
  // Not initialised: the constructor of the library writes already.
  declare private pieces: Uint8Array[] | undefined;
  declare private ended: (() => void) | undefined;
  declare private isEnded: boolean | undefined;

  override push(piece: Uint8Array | null): boolean {
    if (piece !== null) {
      (this.pieces ??= []).push(piece);
      return true;
    }
    this.isEnded = true;
    this.ended?.();
    return false;
  }

  /** Closes the document. Pictures may still be unpacked then, so its bytes come later. */
  async finish(): Promise<Uint8Array> {
    const done = new Promise<void>((resolve) => {
      this.ended = resolve;
    });
    this.end();
    if (!this.isEnded) await done;
    return new Uint8Array(Buffer.concat(this.pieces ?? []));
  }
}
