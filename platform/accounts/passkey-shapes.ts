import { z } from 'zod';

// What browsers send, bounded before anything is decoded: WebAuthn Level 3, RegistrationResponseJSON and
// AuthenticationResponseJSON.
const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]*={0,2}$/);
const credentialId = base64url(1400).min(1);

export const attestation = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(10_000),
    attestationObject: base64url(100_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,30}$/))
      .max(10)
      .optional(),
  }),
  authenticatorAttachment: z.string().max(30).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});

export const assertion = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(10_000),
    authenticatorData: base64url(10_000),
    signature: base64url(10_000),
    userHandle: base64url(200)
      .nullish()
      .transform((handle) => handle ?? undefined),
  }),
  authenticatorAttachment: z.string().max(30).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});
