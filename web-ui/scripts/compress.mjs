// Puts a .gz beside each text file of the build, so that the server never compresses the same bytes twice.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = 'target/classes/webroot';
const texts = /\.(html|js|css|svg|json)$/;
const page = readFileSync(join(root, 'index.html'), 'utf8');
let everything = 0;
let firstLoad = 0;

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && texts.test(entry.name)) {
    const path = join(entry.parentPath, entry.name);
    const packed = gzipSync(readFileSync(path), { level: 9 });
    writeFileSync(`${path}.gz`, packed);
    everything += packed.length;
    // What the page names is fetched at once; the rest when somebody goes there.
    if (entry.name === 'index.html' || page.includes(relative(root, path).replaceAll('\\', '/'))) {
      firstLoad += packed.length;
    }
  }
}

const budget = 150 * 1024;
console.log(`first load gzipped: ${firstLoad} bytes of ${budget}; everything: ${everything}`);
if (firstLoad > budget) {
  console.error(
    'The first load is over its budget of 150 KB gzip. Load the new part lazily or take a smaller library.',
  );
  process.exit(1);
}
