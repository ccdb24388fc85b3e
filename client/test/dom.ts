import { Window, type HTMLElement } from 'happy-dom';

/** A page for React to draw on. To be imported before React's own renderer, which looks for one as it is loaded. */
const page = new Window({ url: 'https://app.example.test/' });

// Only these two: with a whole browser around it, Firebase's SDK for Node would think that it runs in one.
Object.assign(globalThis, { window: page, document: page.document });

/** A place on the page that nothing stands in yet. */
export function place(): HTMLElement {
  const element = page.document.createElement('main');
  page.document.body.append(element);
  return element;
}
