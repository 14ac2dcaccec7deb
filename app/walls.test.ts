import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Arrows point one way: app → capabilities → thread → ground → platform, and anything may use methods. */
const height: Record<string, number> = { methods: 0, platform: 1, ground: 2, thread: 3, capabilities: 4, app: 5 };
const root = resolve(import.meta.dirname, '..');
const isTest = (file: string) => /(\.test\.tsx?|\.fixture\.ts|\/testing\.ts|\/test-cluster\.ts)$/.test(file);

const folders = (place: string) =>
  readdirSync(join(root, place), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** Package name → its folder: what the workspaces say. */
const packages = new Map<string, string>([
  ['@upwell/app', 'app'],
  ['@upwell/ground', 'ground'],
  ['@upwell/thread', 'thread'],
  ...folders('platform').map((room): [string, string] => [`@upwell/platform/${room}`, `platform/${room}`]),
  ...folders('capabilities').map((name): [string, string] => [`@upwell/${name}`, `capabilities/${name}`]),
  ...folders('methods').map((name): [string, string] => [`@upwell/${name}`, `methods/${name}`]),
]);

interface Import {
  file: string;
  /** Folder of the package or room it is in, and of the one it asks for. */
  from: string;
  to: string;
  /** As it is written. */
  written: string;
  typeOnly: boolean;
}

const roomOf = (file: string): string => /^(?:(?:platform|capabilities|methods)\/[^/]+|[^/]+)/.exec(file)?.[0] ?? file;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/gm,
    ),
  ].flatMap((found) => {
    const written = (found[2] ?? found[3]) as string;
    const named = [...packages].find(([name]) => written === name || written.startsWith(`${name}/`));
    const to = written.startsWith('.') ? roomOf(relative(root, resolve(root, file, '..', written))) : named?.[1];
    return to ? [{ file, from: roomOf(file), to, written, typeOnly: found[1] !== undefined }] : [];
  });
}

const files = Object.keys(height).flatMap((place) =>
  readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
    .map((name) => join(place, name))
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules')),
);
const all = files.filter((file) => !isTest(file)).flatMap(importsOf);
const floor = (room: string) => height[room.split('/')[0] as string] as number;
const said = (each: Import) => `${each.file} → ${each.written}`;

describe('the walls', () => {
  it('are looked at: there are files and imports', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(all.length).toBeGreaterThan(300);
  });

  it('nothing knows what stands on it', () => {
    const up = all.filter((each) => floor(each.to) > floor(each.from));
    expect(up.map(said)).toEqual([]);
  });

  it('a package is entered by its name and its index, never by a path into it', () => {
    const inside = all.filter(
      (each) =>
        each.from !== each.to &&
        (each.written.startsWith('.') ||
          (each.written.split('/').length > (each.to.startsWith('platform/') ? 3 : 2) &&
            !/\/(testing|cluster)$/.test(each.written) &&
            !each.file.startsWith('app/'))),
    );
    expect(inside.map(said)).toEqual([]);
  });

  it('methods stand alone: they use only each other', () => {
    const out = all.filter((each) => each.from.startsWith('methods/') && !each.to.startsWith('methods/'));
    expect(out.map(said)).toEqual([]);
  });

  it('capabilities go in no circle', () => {
    const arrows = new Map<string, Set<string>>();
    for (const { from, to, typeOnly } of all)
      if (from !== to && from.startsWith('capabilities/') && to.startsWith('capabilities/') && !typeOnly)
        arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
      [...(arrows.get(from) ?? [])].some(
        (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
      );
    expect([...arrows.keys()].filter((room) => reaches(room, room))).toEqual([]);
  });
});
