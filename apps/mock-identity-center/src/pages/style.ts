/** The style sheet of the pages, in the page itself and named by hash in the content security policy. */

import { createHash } from "node:crypto";

export const styleSheet = `
:root { color-scheme: light dark; --ground: #f3f4f6; --card: #fff; --text: #16191f; --soft: #545b64; --line: #d5dbdb;
  --accent: #0b5cad; --on-accent: #fff; --bad: #b3261e; --bad-ground: #fdecea; --good: #1b6e34; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f141a; --card: #1b232d; --text: #e9ebed; --soft: #a5b0bd;
  --line: #414d5c; --accent: #5fb0ff; --on-accent: #06121f; --bad: #ff9d95; --bad-ground: #3a1614; --good: #7fd79b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, footer { padding: 1rem 1.5rem; color: var(--soft); font-size: .875rem; }
header strong { color: var(--text); font-size: 1rem; }
main { max-width: 34rem; margin: 2rem auto; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .25rem; font-size: 1.0625rem; }
p { margin: 0 0 1rem; }
label { display: block; margin: 0 0 .25rem; font-weight: 600; }
input:not([type=hidden]) { display: block; width: 100%; margin: 0 0 1rem; padding: .625rem .75rem; font: inherit;
  color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .5rem; }
.code { font: 600 1.75rem/1.2 ui-monospace, monospace; letter-spacing: .12em; }
input.code:not([type=hidden]) { font: 600 1.375rem/1.2 ui-monospace, monospace; text-transform: uppercase; }
button { padding: .625rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 2px solid var(--accent); border-radius: .5rem; cursor: pointer; }
button.plain { color: var(--accent); background: transparent; }
button.link { padding: 0; font-weight: 400; color: var(--accent); background: none; border: 0; text-decoration: underline; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert] { padding: .75rem 1rem; color: var(--bad); background: var(--bad-ground); border-radius: .5rem; }
.good { color: var(--good); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.25rem; margin: 0 0 1rem; align-items: baseline; }
dt { color: var(--soft); }
dd { margin: 0; font-weight: 600; }
dd.code { font-weight: 600; }
ul { margin: 0 0 1.25rem; padding-left: 1.25rem; }
a { color: var(--accent); }
`;

/** No script, no frame, no other origin. */
export const contentSecurityPolicy: string = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(styleSheet).digest("base64")}'`,
  "img-src data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");
