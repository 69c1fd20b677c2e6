/**
 * The app's own pages as an exact map from path to file, made once at the start. A request is looked up and never joined
 * to a folder, so there is no path to traverse.
 */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { isOwnPage } from "./own-pages.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export interface PageFile {
  readonly path: string;
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Every file of a built renderer whose type a page may need; others, such as source maps, are not served. */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).replaceAll(sep, "/")}`, { path, type });
  }
  return files;
}

/** Answers a request of a page: the file, or 404; with the security headers either way. */
export async function answerPage(files: ReadonlyMap<string, PageFile>, request: Request): Promise<Response> {
  const file =
    request.method === "GET" && isOwnPage(request.url) ? files.get(new URL(request.url).pathname) : undefined;
  if (file === undefined) {
    const headers = { ...SECURITY_HEADERS, "Content-Type": "text/plain; charset=utf-8" };
    return new Response("There is no such page.", { status: 404, headers });
  }
  const headers = { ...SECURITY_HEADERS, "Content-Type": file.type };
  return new Response(await readFile(file.path), { headers });
}
