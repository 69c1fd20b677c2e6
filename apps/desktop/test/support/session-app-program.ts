/** An app with a session that has answered, to be killed: folder, Bedrock's address and API key are its arguments. */
import { askOnce, startSessionApp } from "./session-app.ts";

const [folder = "", bedrock = "", apiKey = ""] = process.argv.slice(2);
await askOnce(await startSessionApp(folder, bedrock, apiKey));
process.stdout.write("answered\n");
setInterval(() => undefined, 60_000);
