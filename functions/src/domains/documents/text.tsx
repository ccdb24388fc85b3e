/** Text and blocks whose height is known before the engine lays them out. */
import { Text, View } from '@react-pdf/renderer';
import type { ReactElement, ReactNode } from 'react';
import type { Weight } from './fonts.ts';
import type { TypeStyle } from './geometry.ts';
import { directionOf } from './printable-text.ts';

/** A piece of a page with its exact height in points. */
export interface Block {
  readonly height: number;
  readonly node: ReactElement;
}

interface LinesProps {
  /** Already broken; the engine breaks nothing. */
  readonly lines: readonly string[];
  readonly type: TypeStyle;
  readonly width: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
}

/** Lines of one style in a box of exactly their height. */
export function Lines({ lines, type, width, weight = 400, color, align = 'left' }: LinesProps): ReactElement {
  const text = lines.join('\n');
  return (
    <Text
      style={{
        width,
        height: lines.length * type.leading,
        fontSize: type.size,
        lineHeight: type.leading / type.size,
        fontWeight: weight,
        textAlign: align,
        direction: directionOf(text),
        ...(color ? { color } : {}),
      }}
    >
      {text}
    </Text>
  );
}

/** Places what it holds at a point of the block around it. */
export function At({ left, top, children }: { readonly left: number; readonly top: number; readonly children: ReactNode }): ReactElement {
  return <View style={{ position: 'absolute', left, top }}>{children}</View>;
}

/** A horizontal line of the given thickness. */
export function Rule(props: { readonly left: number; readonly top: number; readonly width: number; readonly color: string; readonly thickness?: number }): ReactElement {
  const { left, top, width, color, thickness = 0.5 } = props;
  return <View style={{ position: 'absolute', left, top, width, height: thickness, backgroundColor: color }} />;
}
