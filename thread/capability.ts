import type { Surface } from '@upwell/platform/http';
import type { RecordType } from './model.ts';

/** A capability is a surface that brings record types of its own to the thread. */
export interface Capability extends Surface {
  records: readonly RecordType[];
}

export const defineCapability = (capability: Capability): Capability => capability;

const registry = new Map<string, RecordType>();

/** Makes the record types of all capabilities known to the thread. The app calls it once at start. */
export function registerRecordTypes(capabilities: readonly Capability[]): void {
  registry.clear();
  for (const { records } of capabilities)
    for (const record of records) {
      if (registry.has(record.type)) throw new Error(`Two capabilities bring the record type '${record.type}'.`);
      registry.set(record.type, record);
    }
}

/** Where a record has its own page; its thread where its type is not known here. */
export const pathOf = (type: string, id: string): string => registry.get(type)?.path(id) ?? `/thread/${id}`;
export const knownRecordTypes = (): readonly RecordType[] => [...registry.values()];
