/** Where the bytes of files are. Keys are `<place id>/<file id>`; values are whole and never changed. */
export interface FileStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** @returns null when there is nothing under that key */
  get(key: string): Promise<Buffer | null>;
  has(key: string): Promise<boolean>;
  /** Deleting what is not there does no harm. */
  delete(key: string): Promise<void>;
  /** Everything of one place, with when it was put there. */
  list(placeId: string): AsyncIterable<{ key: string; at: Date }>;
  /** Says in one sentence what is wrong with the store, or null when it can be written and read. */
  trouble(): Promise<string | null>;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const keyShape = new RegExp(`^${uuid}/${uuid}$`);
const placeShape = new RegExp(`^${uuid}$`);

/** No key can lead out of the store: it is two ids and a slash. */
export function checkedKey(key: string): string {
  if (!keyShape.test(key)) throw new TypeError('The key of a file is the id of its place, a slash and its own id.');
  return key;
}

export function checkedPlace(placeId: string): string {
  if (!placeShape.test(placeId)) throw new TypeError('The id of a place is a UUID.');
  return placeId;
}
