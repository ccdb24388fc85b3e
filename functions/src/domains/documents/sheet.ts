/**
 * The surface a document is drawn on: positioned text, rules, pictures, and the structure that lets a
 * screen reader read them. All measures are in points from the upper left corner of the page.
 */
import { CollectedPdf } from './collected-pdf.ts';
import { isPlain, type FontChain, type Weight } from './fonts.ts';
import { PAGE, type TypeStyle } from './geometry.ts';
import { printable } from './printable-text.ts';
import { visualRuns, type TextRun } from './visual-runs.ts';

/** The tags of PDF 1.7 (ISO 32000-1, 14.8.4) that documents use. */
export type Tag = 'Sect' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure' | 'Link' | 'L' | 'LI';

/** How lines are set. */
export interface TextOptions {
  readonly type: TypeStyle;
  readonly width: number;
  readonly color: string;
  readonly weight?: Weight;
  readonly align?: 'left' | 'right' | 'center';
}

/** A picture that has been checked. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Where a click leads, and what it is for. */
export interface WebLink {
  readonly url: string;
  readonly description: string;
}

type Element = PDFKit.PDFStructureElement;
type Rectangle = [left: number, top: number, width: number, height: number];

/** The ascent and descent of Noto Sans, as parts of its size: where in its line a text stands. */
const ASCENT = 1.069;
const DESCENT = 0.293;
/** The width of its space, the same in both weights. */
const SPACE = 0.26;

/** A text as a value in a dictionary of the file: the library writes a bare string as a name, which no reader can parse. */
function pdfText(text: string): object {
  return Object(text) as object;
}

/** Facts of the file, for the reader's window and for search. */
export interface SheetInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly language: string;
  readonly date: Date;
}

/** One PDF under construction. */
export class Sheet {
  readonly #pdf: CollectedPdf;
  readonly #chain: FontChain;
  readonly #parents: Element[] = [];
  /** Inside a marked piece of content, which may not hold another. */
  #marked = false;
  readonly #registered = new Set<string>();
  #fontInUse = '';
  #color = '';
  readonly #rules = new Map<string, Rectangle[]>();

  /** @param page its size; A4 unless told */
  constructor(info: SheetInfo, chain: FontChain, page: { readonly width: number; readonly height: number } = PAGE) {
    this.#chain = chain;
    this.#pdf = new CollectedPdf({
      autoFirstPage: false,
      // Without this the library opens Helvetica, which nothing here is set in.
      font: '',
      size: [page.width, page.height],
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      lang: info.language,
      displayTitle: true,
      info: {
        Title: info.title,
        Author: info.author,
        Subject: info.subject,
        Creator: 'Toonbank',
        Producer: 'Toonbank',
        // From the document, not from the clock: the same document must give the same bytes.
        CreationDate: info.date,
        ModDate: info.date,
      },
    });
    const root = this.#pdf.struct('Document');
    this.#pdf.addStructure(root);
    this.#parents.push(root);
  }

  addPage(): void {
    this.#drawRules();
    this.#pdf.addPage();
    this.#color = '';
  }

  /** Draws a part of the structure that has parts of its own. */
  group(tag: Tag, draw: () => void): void {
    const element = this.#open(tag);
    draw();
    this.#close(element);
  }

  /** Begins a part that goes on over several pages; `end` closes it. */
  begin(tag: Tag): { end(): void } {
    const element = this.#open(tag);
    return { end: () => this.#close(element) };
  }

  /** Draws a piece of content that is read as one. */
  tagged(tag: Tag, draw: () => void, options: { alt?: string; scope?: 'Column' | 'Row' } = {}): void {
    if (this.#marked) {
      draw();
      return;
    }
    // The types of the library do not know `scope` yet; it writes the attribute that table headers need.
    const element = this.#pdf.struct(tag, options as { alt?: string });
    element.add(this.#pdf.markStructureContent(tag));
    this.#marked = true;
    draw();
    this.#marked = false;
    this.#pdf.endMarkedContent();
    this.#parents.at(-1)?.add(element);
    element.end();
  }

  /** A cell with nothing in it, which keeps the others in their columns. */
  blank(tag: 'TD'): void {
    if (this.#marked) return;
    const element = this.#pdf.struct(tag);
    this.#parents.at(-1)?.add(element);
    element.end();
  }

  /** Draws what a screen reader passes over: rules, repeated headers, page numbers. */
  artifact(draw: () => void): void {
    if (this.#marked) {
      draw();
      return;
    }
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    this.#marked = true;
    draw();
    this.#marked = false;
    this.#pdf.endMarkedContent();
  }

  /** Sets lines that have been broken before, one under the other. */
  text(lines: readonly string[], left: number, top: number, options: TextOptions): void {
    const { type, color, weight = 400 } = options;
    this.#fill(color);
    this.#pdf.fontSize(type.size);
    // The font's own height stands in the middle of its line.
    let baseline = top + (type.leading - (ASCENT + DESCENT) * type.size) / 2 + ASCENT * type.size;
    for (const line of lines) {
      if (isPlain(line)) this.#plainLine(line, left, baseline, weight, options);
      else this.#mixedLine(line, left, baseline, weight, options);
      baseline += type.leading;
    }
  }

  rectangle(left: number, top: number, width: number, height: number, color: string): void {
    this.#fill(color);
    this.#pdf.rect(left, top, width, height).fill();
  }

  /** A horizontal line, hung from `top`. */
  rule(left: number, top: number, width: number, color: string, thickness = 0.5): void {
    const rectangle: Rectangle = [left, top, width, thickness];
    const ofColor = this.#rules.get(color);
    if (ofColor) ofColor.push(rectangle);
    else this.#rules.set(color, [rectangle]);
  }

  picture(picture: Picture, left: number, top: number): void {
    this.#pdf.image(Buffer.from(picture.bytes), left, top, { width: picture.width, height: picture.height });
  }

  /** Fills an outline whose units are `scale` points. */
  outline(path: string, left: number, top: number, scale: number): void {
    this.#pdf.save().translate(left, top).scale(scale).path(path).fill('#000000').restore();
  }

  /** Draws content that leads to a web address when its rectangle is clicked; `description` is read out in its place. */
  link({ url, description }: WebLink, left: number, top: number, width: number, height: number, draw: () => void): void {
    const element = this.#pdf.struct('Link');
    element.add(this.#pdf.markStructureContent('Link'));
    this.#marked = true;
    draw();
    this.#marked = false;
    this.#pdf.endMarkedContent();
    // As its parent in the structure, so that a screen reader announces the text as a link.
    const annotation: object = { structParent: element, Contents: pdfText(description) };
    this.#pdf.link(left, top, width, height, url, annotation);
    this.#parents.at(-1)?.add(element);
    element.end();
  }

  /** Closes the file and gives its bytes. */
  async finish(): Promise<Uint8Array> {
    this.#drawRules();
    this.#parents.splice(0).reverse().forEach((element) => element.end());
    return this.#pdf.finish();
  }

  /** All rules of a page at once, colour by colour: one by one they would be a third of its drawing. */
  #drawRules(): void {
    if (this.#rules.size === 0) return;
    this.artifact(() => {
      for (const [color, rectangles] of this.#rules) {
        this.#fill(color);
        for (const rectangle of rectangles) this.#pdf.rect(...rectangle);
        this.#pdf.fill();
      }
    });
    this.#rules.clear();
  }

  /** Colours are part of the page's text: said once, not with every word. */
  #fill(color: string): void {
    if (color === this.#color) return;
    this.#pdf.fillColor(color);
    this.#color = color;
  }

  #open(tag: Tag): Element {
    const element = this.#pdf.struct(tag);
    this.#parents.at(-1)?.add(element);
    this.#parents.push(element);
    return element;
  }

  #close(element: Element): void {
    const open = this.#parents.pop();
    if (open !== element) throw new Error('The parts of a document must be closed in the order they were opened');
    element.end();
  }

  #font(index: number, weight: Weight): void {
    const name = `${index}/${weight}`;
    if (name === this.#fontInUse) return;
    const file = this.#chain[weight][index];
    // Opened anew from its bytes: a font that other documents have drawn with remembers which characters they used.
    if (file && !this.#registered.has(name)) this.#pdf.registerFont(name, Buffer.from(file.bytes));
    this.#registered.add(name);
    this.#fontInUse = name;
    this.#pdf.font(name);
  }

  /** Text of the base font only, left to right: nearly all of a document. */
  #plainLine(line: string, left: number, baseline: number, weight: Weight, { type, width, align }: TextOptions): void {
    if (!line) return;
    this.#font(0, weight);
    // The space at the end is not seen, and keeps the words of two lines apart for whoever hears or copies them.
    const spaced = `${line} `;
    const free = align === undefined || align === 'left' ? 0 : width - this.#pdf.widthOfString(spaced) + SPACE * type.size;
    this.#pdf.text(spaced, left + (align === 'center' ? free / 2 : free), baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  #mixedLine(line: string, left: number, baseline: number, weight: Weight, { width, align, type, color }: TextOptions): void {
    const runs = visualRuns(line, this.#chain[weight]).map((run) => ({ run, width: this.#runWidth(run, weight) }));
    const used = runs.reduce((sum, each) => sum + each.width, 0);
    const free = align === undefined || align === 'left' ? 0 : width - used;
    let at = left + (align === 'center' ? free / 2 : free);
    for (const { run, width: runWidth } of runs) {
      this.#font(run.font, weight);
      // Features, though none, make the library shape the run as a whole instead of word by word.
      this.#pdf.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic', features: [] });
      at += runWidth;
    }
    this.#plainLine(' ', at, baseline, weight, { width, type, color });
  }

  #runWidth(run: TextRun, weight: Weight): number {
    this.#font(run.font, weight);
    return this.#pdf.widthOfString(run.text, { features: [] });
  }
}

/** The facts of a document may be shown in a window title, so they are cleaned as well. */
export function infoText(text: string): string {
  return printable(text).replaceAll('\n', ' ');
}
