/** A packaged app is one archive, which only Electron can read. What other programs run or read is beside it. */
import { sep } from "node:path";

/** @param path of a file of the app's own. @returns where another program finds it; the same path in a checkout. */
export function unpackedPath(path: string, separator: string = sep): string {
  const archive = `${separator}app.asar${separator}`;
  return path.replace(archive, `${separator}app.asar.unpacked${separator}`);
}
