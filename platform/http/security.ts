import type { FastifyReply } from 'fastify';

/**
 * Headers of every answer. Scripts only with this answer's nonce, styles only from our own files, nothing
 * inline, nothing evaluated, nobody may frame us (Content Security Policy Level 3).
 */
export function secure(
  reply: FastifyReply,
  nonce: string,
  { https, formTargets }: { https: boolean; formTargets: readonly string[] },
): void {
  reply.headers({
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "media-src 'self' blob:",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      // A browser holds the redirect after a form against this too: signing in elsewhere goes there.
      ['form-action', "'self'", ...formTargets].join(' '),
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
    ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  });
}
