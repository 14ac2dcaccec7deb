import { anyone, either, themselves, withPower } from '@upwell/platform/access';
import type { Introduction } from './introductions.ts';

/** Putting things on the map and giving wishes words for everybody belong to connectors and hosts. */
export const mayMap = either(withPower('connect'), withPower('host'));
/** Introducing oneself, bringing a friend, wishing: nothing is needed. */
export const mayIntroduce = anyone;
/** Whoever made it, or a connector, says what came of an introduction. */
export const mayFollow = either<Introduction>(
  withPower('connect'),
  themselves<Introduction>((introduction) => introduction.madeBy),
);
