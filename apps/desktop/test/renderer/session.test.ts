/** The conversation as a person has it: writing, sending, stopping, text that streams, and what is read out of it. */
import { afterAll, expect, test } from "vitest";
import type { AppState, SessionView, TurnView } from "../../src/shared/contract.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { tellScript } from "./support/fake-bridge.ts";
import { focused } from "./support/in-page.ts";
import { openWindow, settle } from "./support/open-window.ts";
import type { OpenWindow } from "./support/open-window.ts";
import { NOW, stateOf } from "./support/scenes.ts";
import { cowork, running } from "./support/scenes/session-parts.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const person: TurnView = { from: "person", text: "Why?" };
const answering = { ...running, isAnswering: true };

function answer(status: "waiting" | "streaming" | "answered" | "stopped", text: string): TurnView {
  return { from: "model", status, text };
}

function streaming(text: string): AppState {
  return cowork({ session: answering, turns: [person, answer("streaming", text)] });
}

const open = (state: AppState, options = {}): Promise<OpenWindow> =>
  openWindow(browser, bundle, state, options);
const composer = ({ page }: OpenWindow) => page.getByRole("textbox", { name: "Your message" });
const asked = ({ page }: OpenWindow): Promise<unknown> => page.evaluate("fake.asked");
const answerOf = ({ page }: OpenWindow): Promise<string> => page.locator(".turn.model").innerText();
const button = ({ page }: OpenWindow, name: string) => page.getByRole("button", { name, exact: true });

test("Enter sends, Shift+Enter begins a new line, and the field is empty then and has the focus", async () => {
  await using window = await open(stateOf("cowork"));
  expect(await focused(window.page)).toMatch(/^textarea/);
  await window.page.keyboard.press("Enter");
  await window.page.keyboard.type("one");
  await window.page.keyboard.press("Shift+Enter");
  await window.page.keyboard.type("two");
  await window.page.keyboard.press("Enter");
  await settle(window.page);
  expect(await asked(window)).toEqual([{ text: "one\ntwo" }]);
  expect(await composer(window).inputValue()).toBe("");
  await composer(window).fill("three");
  await button(window, "Send").click();
  expect(await focused(window.page)).toMatch(/^textarea/);
  expect(await asked(window)).toHaveLength(2);
});

test("the Enter that takes a suggestion of an input method does not send", async () => {
  await using window = await open(stateOf("cowork"));
  await composer(window).fill("にほん");
  await composer(window).dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });
  expect(await asked(window)).toEqual([]);
});

test("what was not taken comes back before what was written meanwhile, and is told", async () => {
  await using window = await open(stateOf("cowork"), { answers: { ask: "when-told" } });
  await composer(window).fill("one");
  await window.page.keyboard.press("Enter");
  await composer(window).fill("two");
  await window.page.keyboard.press("Enter");
  expect(await asked(window)).toEqual([{ text: "one" }]);
  const error = { code: "internal", messageKey: "error.internal" };
  await window.page.evaluate(tellScript({ status: "failed", error }));
  await settle(window.page);
  expect(await composer(window).inputValue()).toBe("one\ntwo");
  expect((await window.said()).alert).toMatch(/^That did not work/);
});

test("unsent text and the chosen model outlive a page in between", async () => {
  await using window = await open(stateOf("cowork-models"));
  await composer(window).fill("not yet");
  await window.page.getByRole("combobox", { name: "Model" }).selectOption("Claude 3.5 Haiku");
  await window.push(stateOf("sign-in-session-expired"));
  await window.push(stateOf("cowork-models"));
  expect(await composer(window).inputValue()).toBe("not yet");
  await composer(window).press("Enter");
  expect(await asked(window)).toEqual([
    { text: "not yet", modelId: "us.anthropic.claude-3-5-haiku-20241022-v1:0" },
  ]);
});

test("a message that is too long is not sent, and says so", async () => {
  await using window = await open(stateOf("cowork"));
  await composer(window).fill("x".repeat(100_001));
  await composer(window).press("Enter");
  expect(await asked(window)).toEqual([]);
  expect(await window.page.locator("#composer-problem").innerText()).toContain("100,001 characters");
  expect(await composer(window).getAttribute("aria-invalid")).toBe("true");
});

test("trying again sends the last message again, and leaves the unsent text alone", async () => {
  await using window = await open(stateOf("session-failed-throttled"));
  await composer(window).fill("mine");
  await button(window, "Try again").click();
  await settle(window.page);
  expect(await asked(window)).toEqual([{ text: expect.stringContaining("larger than a megabyte") }]);
  expect(await composer(window).inputValue()).toBe("mine");
});

test("Escape stops, a second click of a double click does not", async () => {
  await using window = await open(streaming("a"));
  await button(window, "Stop").dispatchEvent("click", { detail: 2 });
  expect(await window.calls()).toEqual([]);
  await composer(window).press("Escape");
  expect(await window.calls()).toEqual(["stop"]);
});

test("after a session's end Enter leads to the new session, and does not begin it", async () => {
  await using window = await open(stateOf("session-ended-expired"));
  await composer(window).fill("later");
  await composer(window).press("Enter");
  expect(await focused(window.page)).toBe("button Start a new session");
  expect(await window.calls()).toEqual([]);
  await window.page.keyboard.press("Enter");
  expect(await window.calls()).toEqual(["newSession"]);
  await window.push(stateOf("cowork"));
  expect(await composer(window).inputValue()).toBe("later");
  expect(await focused(window.page)).toMatch(/^textarea/);
});

test("text is added where it belongs, and a state that is older takes none of it away", async () => {
  await using window = await open(streaming("ab"));
  await window.pushText(1, 2, "cd");
  expect(await answerOf(window)).toContain("abcd");
  await window.push(streaming("abc"));
  await window.pushText(1, 4, "e");
  expect(await answerOf(window)).toContain("abcde");
  await window.push(cowork({ turns: [person, answer("answered", "abcdef")] }));
  expect(await answerOf(window)).toContain("abcdef");
});

test("text that does not fit makes the window ask for the state, and what came meanwhile is placed", async () => {
  await using window = await open(streaming("ab"), { answers: { getState: "when-told" } });
  const { page } = window;
  await page.evaluate(tellScript({ status: "done", value: streaming("ab") }));
  await settle(page);
  await window.pushText(1, 3, "d");
  await window.pushText(1, 4, "e");
  expect(await answerOf(window)).not.toContain("d");
  await page.evaluate(tellScript({ status: "done", value: streaming("abc") }));
  await settle(page);
  expect(await answerOf(window)).toContain("abcde");
});

test("the answer's begin and end are read out, its text is not; errors are alerts", async () => {
  await using window = await open(stateOf("cowork"));
  const heard: string[] = [];
  const listen = async (given: Partial<SessionView>): Promise<void> => {
    await window.push(cowork(given));
    const { status, alert } = await window.said();
    const said = `${status}|${alert}`;
    if (said !== heard.at(-1)) heard.push(said);
  };
  const waiting = [person, answer("waiting", "")];
  await listen({ session: { state: "starting", step: "credentials" }, turns: waiting });
  await listen({ session: { state: "starting", step: "sandbox" }, turns: waiting });
  await listen({ session: answering, turns: waiting });
  await listen({ session: answering, turns: [person, answer("streaming", "a")] });
  await listen({ session: running, turns: [person, answer("answered", "ab")] });
  await listen({ session: answering, turns: [person, answer("answered", "ab"), ...waiting] });
  await listen({
    session: running,
    turns: [person, answer("answered", "ab"), person, answer("stopped", "")],
  });
  await listen({ session: { state: "ended", reason: "expired", isRenewable: true } });
  expect(heard).toEqual([
    "Starting a session|",
    "Answering…|",
    "Answer complete.|",
    "Answering…|",
    "You stopped this answer.|",
    "|This session has ended",
  ]);
});

test("the focus returns to the composer after an answer, and is not taken from another button", async () => {
  await using window = await open(streaming("a"));
  await button(window, "Stop").focus();
  await window.push(cowork({ turns: [person, answer("answered", "ab")] }));
  expect(await focused(window.page)).toMatch(/^textarea/);
  await window.push(streaming("a"));
  await button(window, "Sign out").focus();
  await window.push(cowork({ turns: [person, answer("answered", "ab")] }));
  expect(await focused(window.page)).toBe("button Sign out");
});

test("the end is kept in view for who is there, and not for who reads further up", async () => {
  await using window = await open(streaming("a\n\n".repeat(60)));
  const { page } = window;
  const fromEnd = "document.documentElement.scrollHeight - innerHeight - scrollY";
  await window.pushText(1, 180, "b\n\n".repeat(20));
  expect(await page.evaluate<number>(fromEnd)).toBeLessThan(2);
  await page.evaluate("scrollTo(0, 100)");
  await settle(page);
  await window.pushText(1, 240, "c\n\n".repeat(20));
  expect(await page.evaluate<number>("scrollY")).toBe(100);
});

test("what remains counts by minutes without being read out", async () => {
  await using window = await open(stateOf("session-ends-soon"), { hasMovableClock: true });
  const before = await window.said();
  await window.page.clock.runFor(61_000);
  expect(await window.page.locator(".remaining [aria-hidden=true]").innerText()).toContain("10 min left");
  expect(await window.page.locator(".ends-soon").innerText()).toContain("ends in 11 minutes");
  expect(await window.said()).toEqual(before);
  expect(NOW).toBeLessThan(await window.page.evaluate<number>("Date.now()"));
});

test("a long answer in small pieces touches only what is new", async () => {
  const paragraph = `${"word ".repeat(100)}\n\n`;
  const long = paragraph.repeat(400);
  await using window = await open(streaming(long));
  const { page } = window;
  await page.evaluate(`{
    globalThis.touched = new Set();
    new MutationObserver((all) => all.forEach(({ target }) => touched.add(target)))
      .observe(document.querySelector(".turns"), { subtree: true, childList: true, characterData: true });
  }`);
  await window.pushText(1, long.length, "one ");
  await window.pushText(1, long.length + 4, "two");
  expect(await page.locator(".turn.model .block").last().innerText()).toBe("one two");
  // The list of blocks, which got one more, and the text of that one.
  expect(await page.evaluate<number>("touched.size")).toBeLessThanOrEqual(2);
});
