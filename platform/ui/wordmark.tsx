/** The sign of Upwell: water that rises and parts, with a spark where it is heard. Decorative; a name stands beside it. */
export function Sign({ size = 32 }: { size?: number }) {
  return (
    <svg className="sign" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <path className="sign-bed" d="M16 30V13.5" />
      <path className="sign-left" d="M16 15.5c0-4.6-3.4-7-8-6.6-1.7.15-3 .9-3.9 2.1" />
      <path className="sign-right" d="M16 15.5c0-4.6 3.4-7 8-6.6 1.7.15 3 .9 3.9 2.1" />
      <path className="sign-spark" d="M16 2.2v4.2" />
    </svg>
  );
}

/** Sign and name, as a link home when `href` is given. */
export function Wordmark({ href }: { href?: string }) {
  const inside = (
    <>
      <Sign />
      <span className="wordmark-name">Upwell</span>
    </>
  );
  return href ? (
    <a className="wordmark" href={href}>
      {inside}
    </a>
  ) : (
    <span className="wordmark">{inside}</span>
  );
}
