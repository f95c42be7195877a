/** What lies in a folder, in bytes. */
import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The sizes of all files in a folder and below it; 0 where there is none. Files that go while it counts are passed over. */
export function folderBytes(folder: string): number {
  let bytes = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += folderBytes(path);
    else if (entry.isFile()) bytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
