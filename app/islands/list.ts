import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Every part of a page that runs in the browser, by the name a `View` asks for it, and the file it begins with. */
export const ISLANDS = {
  passkey: resolve('@upwell/ground/passkey-island'),
};
