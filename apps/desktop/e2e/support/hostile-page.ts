/** What a page that was taken over could try, in either window; each answers with what came of it. */
import type { Page } from "playwright-core";

/** What the page's window has that an empty one has not. */
export function whatPageGets(page: Page): Promise<{
  readonly node: readonly string[];
  readonly ours: readonly string[];
  readonly isFrozen: boolean;
  readonly keys: readonly string[];
}> {
  return page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
    frame.remove();
    const names = Object.getOwnPropertyNames(window).filter((name) => !usual.has(name));
    try {
      (window as unknown as Record<string, unknown>)["latchkey"] = {};
    } catch {
      // In a module or strict code it throws; what counts is that it stays.
    }
    return {
      node: ["require", "process", "module", "Buffer", "global"].filter((name) => name in window),
      ours: names.filter((name) => !/^\d+$/.test(name) && name !== "heard"),
      isFrozen: Object.isFrozen(window.latchkey),
      keys: Object.keys(window.latchkey),
    };
  });
}

export function permissionsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    Promise.all(
      (["geolocation", "notifications", "camera"] as const).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
}

/** A script's text, markup and a policy of the page's own: the name of each error. */
export function injectInto(page: Page): Promise<Readonly<Record<string, unknown>>> {
  return page.evaluate(() => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- sent to the page as a whole
    const attempt = (act: () => void): string => {
      try {
        act();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const script = document.createElement("script");
    return {
      text: attempt(() => {
        script.textContent = "window.heard = ['inline']";
        document.body.append(script);
      }),
      markup: attempt(() => document.body.insertAdjacentHTML("beforeend", "<b>hello</b>")),
      policy: attempt(() => {
        const { trustedTypes } = window as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): void };
        };
        trustedTypes.createPolicy("mine", {});
      }),
      ran: JSON.stringify(window.heard ?? []).includes("inline"),
    };
  });
}

/** In a task of its own: evaluation by a debugger is exempt, and the test would pass for the wrong reason. */
export function evalIn(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        setTimeout(() => {
          try {
            // oxlint-disable-next-line no-eval -- that it does not work is the point
            resolve(String((0, eval)("1 + 1")));
          } catch (error) {
            resolve((error as Error).name);
          }
        }),
      ),
  );
}

/** Requests, images, frames, styles and forms: the directives that stopped them. */
export function violationsIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const directives = new Set<string>();
    document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
    await fetch("https://evil.example/").catch(() => undefined);
    await fetch("/index.html").catch(() => undefined);
    new Image().src = "https://evil.example/pixel.png";
    const frame = document.createElement("iframe");
    frame.src = "https://evil.example/";
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    const form = document.createElement("form");
    form.method = "post";
    form.action = "https://evil.example/";
    document.body.append(frame, style, form);
    form.submit();
    // Reports are tasks of their own; the last one comes after the submission's.
    for (let turn = 0; turn < 500 && directives.size < 5; turn++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    for (const element of [frame, style, form]) element.remove();
    return [...directives].toSorted();
  });
}

export const VIOLATED = ["connect-src", "form-action", "frame-src", "img-src", "style-src-elem"];

/** By a link, and by address. */
export async function tryToLeave(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    const link = document.createElement("a");
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await page.evaluate((to) => {
    location.href = to;
  }, address);
  await settle(page);
}

/** By script and by link. */
export async function tryToOpenWindows(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.open("https://evil.example/");
    window.open("about:blank");
    window.open("/index.html");
    const link = document.createElement("a");
    link.href = "https://evil.example/";
    link.target = "_blank";
    link.rel = "noopener";
    document.body.append(link);
    link.click();
    link.remove();
  });
  await settle(page);
}

/** Long enough for a navigation that was going to happen to have begun: two rounds through page and browser. */
async function settle(page: Page): Promise<void> {
  for (let turn = 0; turn < 2; turn++)
    await page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))),
    );
}
