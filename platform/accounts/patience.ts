/** A provider that does not answer must not hold a page longer than this, in milliseconds. */
export const PROVIDER_PATIENCE = 10_000;

/** @throws when the work takes longer than so many milliseconds; the work itself goes on unheard */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), milliseconds);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
