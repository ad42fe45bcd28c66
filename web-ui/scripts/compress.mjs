// Puts a .gz beside each text file of the build, so that the server never compresses the same bytes twice.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = 'target/classes/webroot';
const texts = /\.(html|js|css|svg|json)$/;
let firstLoad = 0;

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && texts.test(entry.name)) {
    const path = join(entry.parentPath, entry.name);
    const packed = gzipSync(readFileSync(path), { level: 9 });
    writeFileSync(`${path}.gz`, packed);
    firstLoad += packed.length;
  }
}

const budget = 100 * 1024;
console.log(`everything gzipped: ${firstLoad} bytes of ${budget}`);
if (firstLoad > budget) {
  console.error('The build is over its budget of 100 KB gzip. Load the new part lazily or take a smaller library.');
  process.exit(1);
}
