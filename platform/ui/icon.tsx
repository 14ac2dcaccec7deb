import { ICON_PATHS, type IconName } from './icon-paths.ts';

/** A line drawing in the colour of the text around it. Without `label` it is decoration and silent. */
export function Icon({
  name,
  size = 24,
  label,
  className,
}: {
  name: IconName;
  size?: 16 | 20 | 24 | 32 | 48 | 64;
  label?: string;
  className?: string;
}) {
  const shape = {
    className: className ? `icon ${className}` : 'icon',
    viewBox: '0 0 32 32',
    width: size,
    height: size,
  };
  const line = <path d={ICON_PATHS[name]} />;
  return label ? (
    <svg {...shape} role="img" aria-label={label} focusable="false">
      {line}
    </svg>
  ) : (
    <svg {...shape} aria-hidden="true" focusable="false">
      {line}
    </svg>
  );
}

/** Every drawing as one SVG of symbols, for browser islands: `<use href="…#boat">`. */
export function iconSprite(): string {
  const symbols = Object.entries(ICON_PATHS).map(
    ([name, path]) =>
      `<symbol id="${name}" viewBox="0 0 32 32"><path d="${path}" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/></symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}
