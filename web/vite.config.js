import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const outDir = resolve(import.meta.dirname, '../Bot/wwwroot/app');

/** Web Chat ships as a ready bundle; it is copied as it is, so that what runs is what Microsoft tested. */
const copyWebChat = {
  name: 'copy-web-chat',
  apply: 'build',
  closeBundle() {
    const dist = resolve(import.meta.dirname, 'node_modules/botframework-webchat/dist');
    copyFileSync(resolve(dist, 'webchat.js'), resolve(outDir, 'webchat.js'));
    copyFileSync(resolve(dist, 'webchat.js.LICENSE.txt'), resolve(outDir, 'webchat.js.LICENSE.txt'));
  },
};

/** Compressed once here instead of on every request. */
const compress = {
  name: 'compress',
  apply: 'build',
  closeBundle: {
    sequential: true,
    order: 'post',
    handler() {
      for (const name of readdirSync(outDir, { recursive: true }))
        if (/\.(js|css)$/.test(name)) {
          const file = resolve(outDir, name);
          writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        }
    },
  },
};

export default defineConfig({
  base: '/app/',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The pages' policy refuses data: scripts and styles, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: ['chat', 'desk', 'knowledge', 'demo'].map(page => resolve(import.meta.dirname, `${page}.html`)),
    },
  },
  plugins: [copyWebChat, compress],
});
