/** How to pay, or how to accept: the words, the account, and the codes to scan. */
import { Link, Path, Svg, Text, View } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import { formatDate, formatIban } from './format.ts';
import { CONTENT_WIDTH, TYPE } from './geometry.ts';
import { fill } from './labels.ts';
import type { Paper } from './paper-context.ts';
import { epcQr, qrPath, type QrPath } from './payment-qr.ts';
import { printable } from './printable-text.ts';
import { At, Lines, type Block } from './text.tsx';

const TOP = 26;
const PAD = 14;
const QR_SIZE = 74;
const QR_GAP = 20;
const CAPTION_WIDTH = QR_SIZE + QR_GAP;

interface Code {
  readonly caption: string;
  readonly qr: QrPath;
}

interface Statement {
  readonly title: string;
  readonly rows: readonly { readonly text: string; readonly weight: 400 | 600 }[];
  readonly url?: string | undefined;
  readonly codes: readonly Code[];
}

/** Only a web address becomes a link. */
function webAddress(url: string | undefined): string | undefined {
  const text = url && printable(url).trim();
  return text && /^https?:\/\/\S+$/.test(text) ? text : undefined;
}

function payment(paper: Paper): Statement | undefined {
  const { document, labels, money } = paper;
  const { seller, totals, dueDate, language, kind } = document;
  const url = webAddress(document.payment?.url);
  const instruction = document.payment?.instruction;
  const asks = (kind === 'invoice' || kind === 'reminder') && totals.dueMinor > 0;
  if (!instruction && !asks) return undefined;
  const amount = money(totals.dueMinor);
  const sentence = instruction ?? (dueDate ? fill(labels.payBefore, { amount, date: formatDate(dueDate, language) }) : fill(labels.pay, { amount }));
  const bank = epcQr(document);
  const transfer = [
    { text: `IBAN ${formatIban(seller.iban ?? '')}`, weight: 600 as const },
    { text: fill(labels.accountHolder, { name: seller.legalName }), weight: 400 as const },
    { text: fill(labels.payReference, { reference: document.payment?.reference ?? document.number }), weight: 400 as const },
  ];
  // Who gave an instruction of its own, such as a direct debit, does not want a transfer as well.
  const byTransfer = asks && !instruction && !!seller.iban;
  return {
    title: labels.payTitle,
    rows: [{ text: sentence, weight: 400 }, ...(byTransfer ? transfer : [])],
    url: asks ? url : undefined,
    codes: [...(bank && byTransfer ? [{ caption: labels.scanBank, qr: bank }] : []), ...(url && asks ? [{ caption: labels.scanLink, qr: qrPath(url) }] : [])],
  };
}

function acceptance({ document, labels }: Paper): Statement | undefined {
  const url = webAddress(document.payment?.url);
  if (document.kind !== 'quote' || !url) return undefined;
  return {
    title: labels.acceptTitle,
    rows: [{ text: labels.acceptOnline, weight: 400 }],
    url,
    codes: [{ caption: labels.scanAccept, qr: qrPath(url) }],
  };
}

function QrCode({ code, paper }: { readonly code: Code; readonly paper: Paper }): ReactElement {
  return (
    <View style={{ width: CAPTION_WIDTH, alignItems: 'center' }}>
      <View style={{ backgroundColor: '#ffffff', padding: 6 }}>
        <Svg viewBox={`0 0 ${code.qr.size} ${code.qr.size}`} style={{ width: QR_SIZE, height: QR_SIZE }}>
          <Path d={code.qr.path} fill="#000000" />
        </Svg>
      </View>
      <View style={{ height: 4 }} />
      <Lines lines={[code.caption]} type={TYPE.small} width={CAPTION_WIDTH} align="center" color={paper.palette.muted} />
    </View>
  );
}

/** The block of payment or acceptance; undefined when the document asks for neither. */
export function paymentBlock(paper: Paper): Block | undefined {
  const statement = payment(paper) ?? acceptance(paper);
  if (!statement) return undefined;
  const { palette, type } = paper;
  const codesWidth = statement.codes.length * (CAPTION_WIDTH + 6);
  const width = CONTENT_WIDTH - 2 * PAD - codesWidth - 6;
  const rows = statement.rows.map(({ text, weight }) => ({ weight, lines: type.breakLines(text, width, TYPE.body.size, weight) }));
  const url = statement.url ? type.breakLines(statement.url, width, TYPE.small.size) : [];
  const textHeight = TYPE.address.leading + 4 + rows.reduce((sum, row) => sum + row.lines.length * TYPE.body.leading, 0) + (url.length > 0 ? 4 + url.length * TYPE.small.leading : 0);
  const codeHeight = statement.codes.length > 0 ? QR_SIZE + 12 + 4 + TYPE.small.leading : 0;
  const inner = Math.max(textHeight, codeHeight);
  const height = TOP + inner + 2 * PAD;
  return {
    height,
    node: (
      <View style={{ height, width: CONTENT_WIDTH }}>
        <View style={{ position: 'absolute', left: 0, top: TOP, width: CONTENT_WIDTH, height: height - TOP, backgroundColor: palette.tint }} />
        <At left={PAD} top={TOP + PAD}>
          <Lines lines={[statement.title]} type={TYPE.address} width={width} weight={600} color={palette.accent} />
          <View style={{ height: 4 }} />
          {rows.map(({ lines, weight }, index) => (
            <Lines key={index} lines={lines} type={TYPE.body} width={width} weight={weight} color={palette.ink} />
          ))}
          {statement.url ? (
            <Link src={statement.url} style={{ marginTop: 4, textDecoration: 'none' }}>
              <Text style={{ width, height: url.length * TYPE.small.leading, fontSize: TYPE.small.size, lineHeight: TYPE.small.leading / TYPE.small.size, color: palette.accent }}>{url.join('\n')}</Text>
            </Link>
          ) : null}
        </At>
        <View style={{ position: 'absolute', right: PAD - 6, top: TOP + PAD, flexDirection: 'row' }}>
          {statement.codes.map((code) => (
            <View key={code.caption} style={{ marginLeft: 6 }}>
              <QrCode code={code} paper={paper} />
            </View>
          ))}
        </View>
      </View>
    ),
  };
}
