import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { checkedKey, checkedPlace, type FileStore } from './store.ts';

export interface S3Settings {
  /** Null: Amazon. */
  endpoint: string | null;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket in the path and not in the host name, as most stores but Amazon's want it. */
  pathStyle: boolean;
  /** Longest wait for an answer, in milliseconds. */
  timeout?: number;
}

/** Files in any store that speaks S3. */
export function s3Store({
  endpoint,
  bucket,
  region,
  pathStyle,
  timeout = 30_000,
  ...credentials
}: S3Settings): FileStore {
  const client = new S3Client({
    region,
    credentials,
    forcePathStyle: pathStyle,
    maxAttempts: 3,
    // Checksums that only Amazon's own store knows would shut out the others.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: timeout },
    ...(endpoint && { endpoint }),
  });
  const at = (key: string) => ({ Bucket: bucket, Key: checkedKey(key) });

  return {
    async put(key, bytes) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: 'application/octet-stream' }));
    },
    async get(key) {
      const found = await client.send(new GetObjectCommand(at(key))).catch(nullIfAbsent);
      return found?.Body ? Buffer.from(await found.Body.transformToByteArray()) : null;
    },
    has: async (key) => (await client.send(new HeadObjectCommand(at(key))).catch(nullIfAbsent)) !== null,
    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    async *list(placeId) {
      const Prefix = `${checkedPlace(placeId)}/`;
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken }));
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key && LastModified) yield { key: Key, at: LastModified };
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
    },
    async trouble() {
      try {
        await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
        return null;
      } catch (problem) {
        return `The store for files, ${bucket}, does not answer as it should: ${(problem as Error).name}.`;
      }
    },
  };
}

function nullIfAbsent(problem: { name?: string; $metadata?: { httpStatusCode?: number } }): null {
  if (problem.name === 'NoSuchKey' || problem.name === 'NotFound') return null;
  throw problem;
}
