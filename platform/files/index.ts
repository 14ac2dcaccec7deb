export { type AcceptedFile, acceptUpload, type UploadRules } from './accept.ts';
export { safeFileName } from './file-name.ts';
export {
  type FileRoom,
  type FileTable,
  filesOf,
  findFile,
  keepFile,
  type NewFile,
  readBytes,
  removeFiles,
  type Sensitivity,
  sweepFiles,
} from './keep.ts';
export { acceptOf, type FileKind, type FileMime, FORMATS } from './kinds.ts';
export { fileHeaders, type ServedFile, serveFile } from './serve.ts';
export { folderStore } from './stores/folder.ts';
export { openFileStore } from './stores/open-store.ts';
export { type S3Settings, s3Store } from './stores/s3.ts';
export type { FileStore } from './stores/store.ts';
