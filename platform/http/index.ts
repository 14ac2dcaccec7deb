/** Pages, forms, data and hooks over HTTP, built from the surfaces of packages that this room knows nothing of. */
export { bodyOf } from './body.ts';
export { type LimitName, limits } from './limits.ts';
export type { FormProblems, Frame, FrameExtras } from './sending.ts';
export { createServer, type ServerOptions } from './server.ts';
export { statuses } from './statuses.ts';
export type {
  DataAnswer,
  DataRoute,
  FormRoute,
  FormState,
  HandlerServices,
  HiddenFields,
  HookRoute,
  NavigationItem,
  PageContext,
  PageRoute,
  Params,
  Route,
  SetCookie,
  Surface,
  View,
} from './surface.ts';
export { data, form, hook, page } from './surface.ts';
export { isUpload, type Upload } from './uploads.ts';
export type { Doors, KnownPerson } from './visit.ts';
export { languageCookie } from './visit.ts';
