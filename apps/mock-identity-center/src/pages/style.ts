/** The style sheet of the pages: colours and type first, then one rule for each kind of thing a page holds. */

import { formStyle } from "./style-forms.ts";
import { tableStyle } from "./style-tables.ts";

const base = `
:root { color-scheme: light dark; --ground: #f4f3ef; --card: #fff; --text: #1d2226; --soft: #545b62; --line: #d6d4cc;
  --edge: #7b8087; --accent: #0d665a; --accent-strong: #08483f; --on-accent: #fff; --tint: #e3f0ed; --bad: #a4231b;
  --bad-ground: #fbeceb; --good: #1b6834; --good-ground: #e7f3ea; --shadow: 0 1px 2px #0001, 0 4px 16px #0000000a; }
body.provider { --accent: #6d2f7d; --accent-strong: #4d1d5a; --tint: #f3e8f6; --ground: #f6f1f8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14181b; --card: #1d2327; --text: #e8eae9; --soft: #a9b2b5; --line: #363e43; --edge: #7d878c;
    --accent: #6fd0bd; --accent-strong: #9be3d5; --on-accent: #06231e; --tint: #1b3733; --bad: #ffa79f; --bad-ground: #3d1c1a;
    --good: #86d9a0; --good-ground: #17321f; --shadow: none; }
  body.provider { --accent: #dda8ec; --accent-strong: #ebcbf4; --on-accent: #2c0d36; --tint: #3a2441; --ground: #1a141d; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { display: flex; flex-direction: column; min-height: 100vh; margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.625rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 0 0 .5rem; font-size: 1.125rem; line-height: 1.3; }
p, ul, ol { margin: 0 0 1rem; }
ul, ol { padding-left: 1.25rem; }
form + h2 { margin-top: 2rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 1; padding: .5rem 1rem; background: var(--card); border-radius: .375rem; }
.skip:focus { top: .5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .75rem 1.5rem; background: var(--card);
  border-bottom: 1px solid var(--line); border-top: 4px solid var(--accent); }
.brand { display: inline-flex; align-items: center; gap: .625rem; color: inherit; font-weight: 650; text-decoration: none; }
.brand svg { width: 1.625rem; height: 1.625rem; color: var(--accent); flex: none; }
.badge { padding: .0625rem .5rem; font-size: .8125rem; font-weight: 600; color: var(--soft); border: 1px solid var(--edge);
  border-radius: 1rem; white-space: nowrap; }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; margin: 0 0 0 auto; font-size: .9375rem; color: var(--soft); }
.bottom { margin-top: auto; padding: 1.25rem 1.5rem; color: var(--soft); font-size: .875rem; }
.bottom p { margin: 0; }
main { width: 100%; max-width: 70rem; margin: 0 auto; padding: 2rem 1.5rem; }
main:focus { outline: none; }
body.provider .top { color: var(--on-accent); background: var(--accent); }
body.provider .badge { color: inherit; border-color: currentColor; }
body.card main > :last-child, body.provider main > :last-child { margin-bottom: 0; }
body.card main, body.provider main { max-width: 33rem; margin: 2.5rem auto; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; box-shadow: var(--shadow); }
.soft { color: var(--soft); }
.code { font: 650 1.375rem/1.3 ui-monospace, monospace; letter-spacing: .1em; }
.mono { font-family: ui-monospace, monospace; font-size: .9375em; }
.panel { margin: 0 0 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .625rem; }
.panel > :last-child { margin-bottom: 0; }
.alert, .notice { margin: 0 0 1.25rem; padding: .875rem 1rem; border-radius: .5rem; border: 1px solid; border-left-width: 5px; }
.alert { color: var(--bad); background: var(--bad-ground); }
.alert a { color: inherit; }
.alert h2 { font-size: 1rem; }
.alert :last-child, .notice :last-child { margin-bottom: 0; }
.notice { color: var(--text); background: var(--tint); border-color: var(--accent); }
.notice.good { color: var(--good); background: var(--good-ground); border-color: currentColor; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.25rem; margin: 0 0 1.25rem; align-items: baseline; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; font-weight: 550; min-width: 0; }
ul.plain { margin: 0; padding: 0; list-style: none; }
.sides { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 0 2rem; width: 100%; max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
.sides main { padding: 2rem 0; }
.side { padding: 2rem 0 1rem; }
.side h2 { margin: 1.25rem 0 .25rem; padding: 0 .75rem; font-size: .8125rem; font-weight: 600; color: var(--soft); }
.side li a { display: block; padding: .375rem .75rem; color: inherit; text-decoration: none; border-radius: .375rem; border-left: 3px solid transparent; }
.side li a:hover { background: var(--tint); }
.side [aria-current] { font-weight: 650; background: var(--tint); border-left-color: var(--accent); }
.switch { padding: 0 .75rem; }
.switch .field { margin: 0 0 .5rem; }
.switch select { min-height: 0; padding: .375rem .5rem; font-size: .9375rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr)); gap: .75rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.cards a { display: block; height: 100%; padding: .875rem 1rem; color: inherit; text-decoration: none; background: var(--card);
  border: 1px solid var(--line); border-radius: .625rem; }
.cards a:hover { border-color: var(--accent); }
.cards strong { display: block; font-size: 1.625rem; line-height: 1.2; color: var(--accent); }
.head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; margin: 0 0 1rem; }
.head h1 { margin: 0; }
.head .buttons { margin: 0; }
@media (max-width: 50rem) {
  .sides { grid-template-columns: minmax(0, 1fr); padding: 0 1rem; }
  .side { padding: 1rem 0 0; }
  .side ul { display: flex; flex-wrap: wrap; gap: .25rem; }
  .side li a { font-size: .9375rem; border-left: 0; border-bottom: 3px solid transparent; padding: .25rem .625rem; }
  .side [aria-current] { border-bottom-color: var(--accent); }
  .side h2 { margin-top: .75rem; padding: 0 .625rem; }
  .switch { padding: 0; max-width: 26rem; }
  .sides main { padding: 1.5rem 0; }
}
@media (max-width: 36rem) {
  .top, .bottom { padding-left: 1rem; padding-right: 1rem; }
  .who { margin-left: 0; }
  main { padding: 1.5rem 1rem; }
  body.card main, body.provider main { margin: 0; padding: 1.5rem 1rem; border-width: 0 0 1px; border-radius: 0; box-shadow: none; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin: 0 0 .75rem; }
}
@media (prefers-reduced-motion: no-preference) { a, button, .skip { transition: background-color .12s, border-color .12s, top .12s; } }
@media (forced-colors: active) { .brand svg { color: CanvasText; } [aria-current] { outline: 2px solid Highlight; } }
`;

export const styleSheet: string = [base, formStyle, tableStyle].join("");
