import { describe, expect, it } from 'vitest';
import { COLOURS, type ColourName, colourProperties, contrast, PAIRS } from './colours.ts';

const measured = (pairs: [ColourName, ColourName][]) =>
  (['light', 'dark'] as const).flatMap((set) =>
    pairs.map(([front, back]) => ({ set, front, back, ratio: contrast(COLOURS[set][front], COLOURS[set][back]) })),
  );

describe('contrast', () => {
  it('measures as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'));
  });

  it.each(measured(PAIRS.text))('$front can be read on $back, $set', ({ ratio }) => {
    expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  it.each(measured(PAIRS.shape))('$front can be told from $back, $set', ({ ratio }) => {
    expect(ratio).toBeGreaterThanOrEqual(3);
  });

  it('shows the focus ring on every ground: its yellow or its ink stands out', () => {
    for (const set of [COLOURS.light, COLOURS.dark])
      for (const ground of ['paper', 'card', 'shallows', 'deep'] as const)
        expect(Math.max(contrast(set.focus, set[ground]), contrast(set['focus-ink'], set[ground]))).toBeGreaterThan(3);
  });
});

describe('colour properties', () => {
  it('prints black on white', () => {
    expect(colourProperties()).toMatch(/@media print\{:root\{[^}]*--paper:#ffffff;[^}]*--ink:#000000;/);
  });

  it('gives dark only to screens that ask for it', () => {
    expect(colourProperties()).toContain(
      `@media screen and (prefers-color-scheme:dark){:root{--paper:${COLOURS.dark.paper};`,
    );
  });
});
