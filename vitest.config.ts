import { defineConfig } from 'vitest/config';

const everywhere = ['conformance', 'abuse', 'bench', 'methods', 'platform', 'ground', 'thread', 'capabilities', 'app'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ['**/node_modules/**', '**/*.db.test.*'],
          // Generous: a loaded machine is slow, and that is no fault of the code.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'database',
          include: everywhere.map((folder) => `${folder}/**/*.db.test.{ts,tsx}`),
          exclude: ['**/node_modules/**'],
          globalSetup: ['platform/database/test-cluster.ts'],
          hookTimeout: 120_000,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
