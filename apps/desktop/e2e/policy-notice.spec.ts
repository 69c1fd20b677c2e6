/** The policy changes on disk while the app runs: the window says so, and no longer once it has been changed back. */
import { expect, test } from "vitest";
import { beginJourney, POLICY } from "./support/journey.ts";
import { expectText, untilHeading } from "./support/app-window.ts";

const NOTICE = "Your organisation changed the configuration. It applies when you next start the app.";

test("a notice with the names of the changed keys, which goes away with the change", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await untilHeading(desktop, "Sign in with AWS");
  expect(await desktop.page.getByText(NOTICE).count()).toBe(0);
  journey.writePolicy({ ...POLICY, inferenceBedrockRegion: "eu-west-1" });
  await expectText(desktop, NOTICE, "inferenceBedrockRegion");
  expect(await desktop.page.locator("body").innerText()).not.toContain("eu-west-1");
  await untilHeading(desktop, "Sign in with AWS");
  journey.writePolicy(POLICY);
  await desktop.page.getByText(NOTICE).waitFor({ state: "detached" });
});
