/** TypeScript is only transpiled here; types are checked by `npm run check:types`. */
export default {
  testEnvironment: 'node',
  // Sizes and random cases on a busy machine take their time; what hangs still ends.
  testTimeout: 240_000,
  setupFilesAfterEnv: ['<rootDir>/__tests__/messages.ts'],
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json', diagnostics: false }] },
};
