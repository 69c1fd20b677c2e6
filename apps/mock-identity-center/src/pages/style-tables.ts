/** The part of the style sheet for tables, lists of accounts and records. */

export const tableStyle = `
table { width: 100%; margin: 0; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: .625rem; }
caption { padding: 0 0 .5rem; text-align: left; color: var(--soft); font-size: .9375rem; }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: baseline; border-top: 1px solid var(--line); }
thead th { font-size: .875rem; color: var(--soft); font-weight: 600; border-top: 0; }
tbody th { font-weight: 600; }
.scroll { position: relative; margin: 0 0 1rem; overflow-x: auto; }
th, td { overflow-wrap: break-word; max-width: 22rem; }
details[open] pre { min-width: min(26rem, 70vw); }
td .buttons { margin: 0; gap: .5rem; flex-wrap: nowrap; white-space: nowrap; }
td .buttons button, td .buttons .button { flex: none; }
td form { display: inline; }
.state { display: inline-block; padding: 0 .5rem; font-size: .875rem; font-weight: 600; border: 1px solid; border-radius: 1rem; color: var(--soft); white-space: nowrap; }
.state.on { color: var(--good); }
.state.bad { color: var(--bad); }
time { white-space: nowrap; }
details summary { cursor: pointer; color: var(--accent); }
pre { margin: .5rem 0 0; padding: .75rem; font: 400 .8125rem/1.5 ui-monospace, monospace; white-space: pre-wrap; background: var(--ground); border-radius: .375rem; }
.accounts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
.accounts .panel { margin: 0; }
.roles { margin: .75rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .375rem; }
.roles li { padding: .0625rem .625rem; background: var(--tint); border-radius: .375rem; font-weight: 550; }
.empty { padding: 1.5rem; text-align: center; color: var(--soft); background: var(--card); border: 1px dashed var(--edge); border-radius: .625rem; }
.pages { display: flex; gap: 1rem; margin: 0 0 1rem; }
@media (max-width: 50rem) {
  table { border: 0; background: none; }
  table, tbody, caption, tr, tbody th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { margin: 0 0 .75rem; padding: .5rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .625rem; }
  tbody th, td { max-width: none; padding: .1875rem 1rem; border: 0; }
  tbody th, td, details[open] pre { overflow-wrap: anywhere; min-width: 0; }
  td:empty, td:has(> bdi:empty:only-child) { display: none; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  td:has(button, .button)::before { display: none; }
  td:has(button, .button) { padding-top: .375rem; padding-bottom: .375rem; }
  time { white-space: normal; }
}
`;
