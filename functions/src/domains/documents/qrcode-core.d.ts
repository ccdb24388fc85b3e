/** The part of `qrcode` that computes the modules; the package's types cover its entry only. */
declare module 'qrcode/lib/core/qrcode.js' {
  export { create } from 'qrcode';
}
