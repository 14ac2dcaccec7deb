/** The steps of the thread, in the order water takes. */
export const STEPS = ['said', 'means', 'decided', 'promised', 'done', 'changed', 'told'] as const;

/** One step of the thread. */
export type Step = (typeof STEPS)[number];

/** A colour by what it is for, never by its hue. Every one has a light and a dark value. */
export type ColourName =
  | Step
  | 'paper'
  | 'card'
  | 'line'
  | 'edge'
  | 'ink'
  | 'quiet'
  | 'deep'
  | 'deep-pressed'
  | 'on-deep'
  | 'shallows'
  | 'shallows-edge'
  | 'alarm'
  | 'focus'
  | 'focus-ink';

/** sRGB hex per colour name, for light paper and for dark. Written into the stylesheet as custom properties. */
export const COLOURS: { light: Record<ColourName, string>; dark: Record<ColourName, string> } = {
  light: {
    paper: '#fbf8f3',
    card: '#fffefb',
    line: '#d9d3c7',
    edge: '#56645f',
    ink: '#1c2b30',
    quiet: '#56645f',
    deep: '#0b4a57',
    'deep-pressed': '#062d36',
    'on-deep': '#ffffff',
    shallows: '#e2f0ec',
    'shallows-edge': '#5f8a82',
    alarm: '#a3301a',
    focus: '#ffc845',
    'focus-ink': '#1c2b30',
    said: '#0b6e7d',
    means: '#2b6a4d',
    decided: '#5a3b78',
    promised: '#8a5a00',
    done: '#4a6326',
    changed: '#1f4f96',
    told: '#b0412a',
  },
  dark: {
    paper: '#12191c',
    card: '#192327',
    line: '#35434a',
    edge: '#8fa09b',
    ink: '#eef3f1',
    quiet: '#a9b7b2',
    deep: '#7fd0d6',
    'deep-pressed': '#4f9aa1',
    'on-deep': '#0c1517',
    shallows: '#16322f',
    'shallows-edge': '#6f9f98',
    alarm: '#f59a83',
    focus: '#ffc845',
    'focus-ink': '#12191c',
    said: '#6cc7d6',
    means: '#7fcfa4',
    decided: '#c9a6ea',
    promised: '#f0b94d',
    done: '#b4d07c',
    changed: '#93bcf5',
    told: '#f59a83',
  },
};

/** Pairs that must be readable as text, and pairs that must be told apart as shapes (WCAG 2.2, 1.4.3 and 1.4.11). */
export const PAIRS: { text: [ColourName, ColourName][]; shape: [ColourName, ColourName][] } = {
  text: [
    ...(['ink', 'quiet', 'deep', 'alarm', ...STEPS] as const).flatMap((front): [ColourName, ColourName][] => [
      [front, 'paper'],
      [front, 'card'],
      [front, 'shallows'],
    ]),
    ['on-deep', 'deep'],
    ['focus-ink', 'focus'],
  ],
  shape: [
    ['edge', 'paper'],
    ['edge', 'card'],
    ['deep-pressed', 'paper'],
    ['shallows-edge', 'paper'],
    ['shallows-edge', 'card'],
    ['focus-ink', 'focus'],
    ...STEPS.map((step): [ColourName, ColourName] => [step, 'paper']),
  ],
};

const channel = (hex: string, at: number) => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string) => 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

/** WCAG 2.2 contrast ratio (1 to 21) of two `#rrggbb` colours. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colours as CSS custom properties: light by default, dark when asked for by the device, black on white in print. */
export function colourProperties(): string {
  const declare = (set: Record<string, string>) =>
    Object.entries(set)
      .map(([name, hex]) => `--${name}:${hex};`)
      .join('');
  const printed = { ...COLOURS.light, paper: '#ffffff', card: '#ffffff', shallows: '#ffffff', ink: '#000000' };
  return (
    `:root{color-scheme:light dark;${declare(COLOURS.light)}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${declare(COLOURS.dark)}}}` +
    `@media print{:root{${declare(printed)}}}`
  );
}
