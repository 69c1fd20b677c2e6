/** The Cowork tab as a person uses it: writes, sends with Enter, and reads what comes. */
import type { Locator } from "playwright-core";
import type { Desktop } from "../desktop.ts";
import { button, expectText, press } from "./app-window.ts";

export function composer({ page }: Desktop): Locator {
  return page.getByRole("textbox", { name: "Your message" });
}

/** Nobody types more than this; it is pasted. */
const LONG = 200;

/** Leaves it there, unsent. */
export async function write(desktop: Desktop, text: string): Promise<void> {
  const { keyboard } = desktop.page;
  await composer(desktop).focus();
  await (text.length > LONG ? keyboard.insertText(text) : keyboard.type(text));
}

export async function send(desktop: Desktop, text: string): Promise<void> {
  await write(desktop, text);
  await desktop.page.keyboard.press("Enter");
}

/** What a person said or the model answered, the last one of it. */
export function lastTurn({ page }: Desktop, from: "You" | "Answer"): Locator {
  const author = page.getByRole("heading", { name: from, exact: true, level: 2 });
  return page.getByRole("listitem").filter({ has: author }).last();
}

/** Sends, and waits for the whole answer: the mock's ends with the message itself. */
export async function askAndRead(desktop: Desktop, text: string): Promise<string> {
  await send(desktop, text);
  await lastTurn(desktop, "Answer")
    .filter({ hasText: `: ${text}` })
    .waitFor({ timeout: 20_000 });
  await button(desktop, "Send").waitFor();
  return lastTurn(desktop, "Answer").innerText();
}

/** Gives the conversation up, which is asked about first. */
export async function beginAnew(desktop: Desktop): Promise<void> {
  await press(desktop, "New session");
  await desktop.page.getByRole("dialog", { name: "Start a new session?" }).waitFor();
  await press(desktop, "Start a new session");
  await expectText(desktop, "Your first message starts a session, in a sandbox on this computer.");
}

/** What a page showed on its way, where looking now and then would miss it. */
export interface Seen {
  readonly steps: readonly string[];
  readonly answers: readonly string[];
}

/** From now on each step of a session's start and each growth of the last answer is kept. */
export async function watchWork({ page }: Desktop): Promise<void> {
  await page.evaluate(() => {
    const seen = { steps: [] as string[], answers: [] as string[] };
    window.heard = [seen];
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- sent to the page as a whole
    const keep = (list: string[], text: string | undefined): void => {
      if (text !== undefined && text !== "" && list.at(-1) !== text) list.push(text);
    };
    new MutationObserver(() => {
      keep(seen.steps, document.querySelector<HTMLElement>('[aria-current="step"]')?.innerText.trim());
      const answers = document.querySelectorAll<HTMLElement>(".turn.model .block");
      keep(seen.answers, answers[answers.length - 1]?.innerText);
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}

export async function seenIn({ page }: Desktop): Promise<Seen> {
  return (await page.evaluate(() => window.heard?.[0])) as Seen;
}
