/** The forms in which `x-amzn-errortype` has been seen, over each service that sends it. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";

const services = [
  ["/token", "InvalidRequestException", "com.amazonaws.sso.oidc"],
  ["/logout", "UnauthorizedException", "com.amazonaws.switchboard.portal"],
  ["/model/x/converse", "MissingAuthenticationTokenException", "com.amazon.bedrock"],
] as const;

test.for(services)(
  "%s: errorTypeForm varied walks through all four forms of %s",
  async ([path, name, space]) => {
    await using rig = await startRig({ seed: { ...defaultSeed, settings: { errorTypeForm: "varied" } } });
    const forms = new Set<string>();
    for (let i = 0; i < 4; i += 1)
      forms.add((await rig.send("POST", path, { body: "{}" })).headers.get("x-amzn-errortype") ?? "");
    const uri = `http://internal.amazon.com/coral/${space}/`;
    const all = [name, `${name}:${uri}`, `${space}#${name}`, `${space}#${name}:${uri}`];
    expect([...forms].toSorted()).toEqual(all.toSorted());
  },
);

test.for(services)("%s: AWS's form of %s is the default, each time", async ([path, name, space]) => {
  await using rig = await startRig();
  for (let i = 0; i < 4; i += 1) {
    const reply = await rig.send("POST", path, { body: "{}" });
    expect(reply.headers.get("x-amzn-errortype")).toBe(`${name}:http://internal.amazon.com/coral/${space}/`);
  }
});
