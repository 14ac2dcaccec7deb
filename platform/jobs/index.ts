/**
 * Work that is done after a change or from time to time: the outbox of events and its handlers, and periodic jobs.
 * Any number of processes share it through the database.
 */
export { ring } from './bell.ts';
export { type Announcement, announce, type Event, type EventHandler, eventRow, on } from './event.ts';
export type { Report } from './problem.ts';
export { type Jobs, type JobsOptions, type Runner, runner, startJobs } from './run.ts';
export { type Schedule, schedule, type Turn } from './schedule.ts';
export { type Stuck, stuck, tryAgain } from './stuck.ts';
export { sweepEvents } from './sweep.ts';
export type { EventData } from './tables.ts';
