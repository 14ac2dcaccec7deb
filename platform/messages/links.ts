/** Where a stop link lands: a page with one button, and the address mail programs post to (RFC 8058). */
export const STOP_PATH = '/messages/stop';

/**
 * A link for a message, always on an address the operator configured, never on what a request said of itself.
 * @param origin the place's configured address, no slash at the end
 * @param path an absolute path of ours
 * @throws TypeError for anything that could lead elsewhere
 */
export function linkTo(origin: string, path: string): string {
  const base = new URL(origin);
  const link = new URL(path, base);
  const plain = /^\/(?![/\\])[^\p{Cc}\s\\]*$/u.test(path);
  if (!plain || link.origin !== base.origin || !/^https?:$/.test(link.protocol))
    throw new TypeError('A link in a message must be a path of this site, such as /say/1.');
  return link.href;
}
