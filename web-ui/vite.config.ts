import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  resolve: process.env['VITEST'] === undefined ? {} : { conditions: ['browser'] },
  build: {
    outDir: 'target/classes/webroot',
    emptyOutDir: true,
    // A data: address would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: { '/api': process.env['SKYDECK_URL'] ?? 'http://127.0.0.1:8000' },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['junit', { outputFile: 'target/vitest-junit.xml' }]],
  },
});
