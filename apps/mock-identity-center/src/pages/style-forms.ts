/** The part of the style sheet for forms and buttons. */

export const formStyle = `
.field { margin: 0 0 1.25rem; border: 0; padding: 0; min-width: 0; }
label, legend { display: block; margin: 0 0 .25rem; padding: 0; font-weight: 600; }
.hint { margin: 0 0 .375rem; color: var(--soft); font-size: .9375rem; }
.wrong { margin: 0 0 .375rem; color: var(--bad); font-weight: 600; white-space: pre-line; }
.field:has(.wrong) { padding-left: .875rem; border-left: 4px solid var(--bad); }
input, select, textarea { display: block; width: 100%; max-width: 34rem; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--edge); border-radius: .4375rem; }
select { appearance: auto; }
[hidden] { display: none !important; }
textarea { max-width: 100%; font: .875rem/1.5 ui-monospace, monospace; resize: vertical; tab-size: 2; }
input.short, select.short { max-width: 14rem; }
input.code { font: 650 1.375rem/1.3 ui-monospace, monospace; text-transform: uppercase; letter-spacing: .1em; }
[aria-invalid] { border: 2px solid var(--bad); }
.choice { display: flex; align-items: baseline; gap: .625rem; }
.choice input { width: auto; min-height: 0; margin: 0; accent-color: var(--accent); transform: translateY(.125rem) scale(1.2); }
.choice label { margin: 0; font-weight: 500; }
button, .button { display: inline-block; padding: .5rem 1.125rem; font: inherit; font-weight: 600; line-height: 1.5; color: var(--on-accent); background: var(--accent);
  border: 2px solid var(--accent); border-radius: .4375rem; cursor: pointer; text-decoration: none; text-align: center; }
button:hover, .button:hover { color: var(--on-accent); background: var(--accent-strong); border-color: var(--accent-strong); }
button.plain, .button.plain { color: var(--accent); background: transparent; }
button.plain:hover, .button.plain:hover { color: var(--accent-strong); background: var(--tint); }
button.danger { color: var(--card); background: var(--bad); border-color: var(--bad); }
button.danger:hover { filter: brightness(.9); }
button.link { padding: 0; font-weight: 400; color: var(--accent); background: none; border: 0; text-decoration: underline; text-underline-offset: .15em; }
button.link:hover { color: var(--accent-strong); background: none; }
button.small, .button.small { white-space: nowrap; padding: .125rem .625rem; font-size: .9375rem; border-width: 1px; }
.buttons { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem; margin: 1.5rem 0 0; }
.inline { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem; margin: 0 0 1.25rem; }
.inline .field { flex: 1 1 14rem; max-width: 22rem; margin: 0; }
@media (max-width: 36rem) { .buttons button, .buttons .button { flex: 1 1 auto; } }
@media (forced-colors: active) { button, .button { border-color: ButtonText; } [aria-invalid] { border-style: dashed; } }
`;
