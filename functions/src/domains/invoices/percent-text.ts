import { formatDecimal } from '../../platform/decimal.ts';
import { type Language } from '../../platform/text.ts';

/** 2100 is `21%`, 950 is `9,5%` in Dutch and `9.5%` in English. */
export function percentText(basisPoints: number, language: Language): string {
  const text = formatDecimal({ unscaled: BigInt(basisPoints), scale: 2 });
  return `${language === 'nl' ? text.replace('.', ',') : text}%`;
}
