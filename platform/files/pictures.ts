import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import sharp from 'sharp';

/** A phone of today takes 12 to 50 million; a decoder that opens more can be made to use up the machine. */
const MOST_PIXELS = 50_000_000;
/** Longest edge that is kept, enough for a printed page. */
const LONGEST_EDGE = 2_400;
const AT_ONCE = 2;

// Only the three formats that are taken can be decoded at all, whatever a file claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

export interface Picture {
  bytes: Buffer;
  width: number;
  height: number;
}

/**
 * Draws a picture anew: upright, no larger than a printed page needs, and with nothing of the file it came from but
 * its pixels, so no place, time, device or name, and nothing hidden behind or between.
 */
export async function redraw(
  bytes: Uint8Array,
  mime: 'image/jpeg' | 'image/png' | 'image/webp',
): Promise<Outcome<Picture>> {
  const given = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
  const size = await given.metadata().catch(pictureProblem);
  if ('ok' in size) return size;
  if (!size.width || !size.height) return refuse('invalid', { problem: { key: 'platform.file.damaged' } });
  return inTurn(async () => {
    const upright = given
      .autoOrient()
      .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .timeout({ seconds: 20 });
    const drawn =
      mime === 'image/jpeg'
        ? upright.jpeg({ quality: 82, progressive: true })
        : mime === 'image/png'
          ? upright.png({ compressionLevel: 8 })
          : upright.webp({ quality: 82 });
    const result = await drawn.toBuffer({ resolveWithObject: true }).catch(pictureProblem);
    if ('ok' in result) return result;
    return done({ bytes: result.data, width: result.info.width, height: result.info.height });
  });
}

const pictureProblem = (problem: Error) =>
  /pixel limit/i.test(problem.message)
    ? refuse('too-large', { problem: { key: 'platform.file.too-many-pixels' } })
    : refuse('invalid', { problem: { key: 'platform.file.damaged' } });

let busy = 0;
const queue: (() => void)[] = [];

/** Memory is bounded by the number of pictures open at a time, not by how many people send one. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) await new Promise<void>((turn) => queue.push(turn));
  else busy++;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else busy--;
  }
}
