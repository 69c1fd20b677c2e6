/** An app that has a sandboxed program running, to be killed: prints the sandbox's folders once it runs. */
import { createSessionFolder } from "../../src/main/session/sandbox-folder.ts";
import { openSandboxRuntime } from "../../src/main/session/sandbox-runtime.ts";

const marker = process.argv[2] ?? "";
const opened = await openSandboxRuntime({ egress: ["bedrock.example:443"], hidden: [] });
if (opened.status !== "ready") throw new Error(opened.message);
const workingFolder = await createSessionFolder();
const child = await opened.sandbox.spawn({
  program: "/bin/sh",
  arguments: ["-c", "echo up; while :; do sleep 1; done", marker],
  readable: [],
  environment: { PATH: "/usr/bin:/bin" },
  workingFolder,
});
child.stdout.once("data", () => process.stdout.write("running\n"));
setInterval(() => undefined, 60_000);
