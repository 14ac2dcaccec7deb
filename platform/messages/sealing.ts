/** What the sealed values of a message are bound to: a value copied to another row does not open there. */
export const contexts = (placeId: string, id: string) => ({
  address: `message.address:${placeId}:${id}`,
  words: `message.words:${placeId}:${id}`,
});

/** Fingerprints are of one place: two places cannot be compared by them. */
export const fingerprintContext = (placeId: string) => `message.address:${placeId}`;
