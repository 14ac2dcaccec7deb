export type { Adapter, Outgoing, Sent } from './adapters/adapter.ts';
export { type NotifySettings, notify } from './adapters/notify.ts';
export { openAdapters } from './adapters/open-adapters.ts';
export { outbox } from './adapters/outbox.ts';
export { type SmtpSettings, smtp } from './adapters/smtp.ts';
export { addressFor, type CountryCode, canText, emailAddress, phoneNumber, postalAddress } from './addresses.ts';
export { type Cap, limitsFrom, type MessageLimits, USUAL_LIMITS } from './limits.ts';
export { linkTo, STOP_PATH } from './links.ts';
export { noteReceipt, type ReceivedText, readReceivedText } from './notify-calls.ts';
export { type MessageRoom, type NewMessage, type Queued, queueMessage } from './queue.ts';
export {
  fateSentence,
  forgetMessages,
  type MessageFate,
  messageFates,
  type OutboxEntry,
  readOutbox,
  troubledMessages,
} from './read.ts';
export { type Sending, type SendReport, sendDue } from './send.ts';
export { noteCall, type SignedCall, verifyBearer, verifySigned } from './signed.ts';
export { readStop, type Stoppable, startMessages, stopMessages } from './stop.ts';
export type { Channel, FailureReason, MessageState, MessageTable } from './tables.ts';
export { textParts } from './text-parts.ts';
