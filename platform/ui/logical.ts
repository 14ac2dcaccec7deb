const SIDES: [RegExp, string][] = [
  [/(?<=[;{])(margin|padding)-left:/g, '$1-inline-start:'],
  [/(?<=[;{])(margin|padding)-right:/g, '$1-inline-end:'],
  [/(?<=[;{])border-left(-width|-color|-style)?:/g, 'border-inline-start$1:'],
  [/(?<=[;{])border-right(-width|-color|-style)?:/g, 'border-inline-end$1:'],
  [/(?<=[;{])left:/g, 'inset-inline-start:'],
  [/(?<=[;{])right:/g, 'inset-inline-end:'],
  [/(?<=[;{])text-align:left(?=[;}])/g, 'text-align:start'],
  [/(?<=[;{])text-align:right(?=[;}])/g, 'text-align:end'],
];

/** Turns the left and right of compressed CSS into start and end, so that a right-to-left page mirrors by itself. */
export function logical(css: string): string {
  return SIDES.reduce((text, [side, instead]) => text.replace(side, instead), css);
}
