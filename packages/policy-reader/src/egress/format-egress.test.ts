import { describe, expect, it } from "vitest";
import type { EgressRequirements } from "./egress-types.ts";
import { formatEgress } from "./format-egress.ts";

const REQUIREMENTS: EgressRequirements = {
  hosts: [
    {
      host: "acme.awsapps.com",
      purpose: "Portal",
      neededFor: ["browser"],
      notUsedWhile: "the profile name is set",
    },
    { host: "portal.sso.us-east-1.amazonaws.com", purpose: "API", neededFor: ["sign-in", "session-start"] },
    { host: "proxy.example.com", port: 8443, purpose: "Base URL", neededFor: ["inference"] },
  ],
  sandboxHosts: ["*.corp.example.com", "evil\u001b[2J.example"],
  notes: ["A note."],
};

describe("formatEgress", () => {
  it("groups hosts by the moment, with what keeps a group from being used", () => {
    expect(formatEgress(REQUIREMENTS))
      .toBe(`Sign-in, in the person's browser (not used while the profile name is set)
  acme.awsapps.com  Portal

Sign-in and refresh
  portal.sso.us-east-1.amazonaws.com  API

Start of a session
  portal.sso.us-east-1.amazonaws.com  API

Inference
  proxy.example.com:8443  Base URL

Tools in the sandbox
  *.corp.example.com
  evil\\u{1b}[2J.example

Notes
  - A note.
`);
  });

  it("can be only the perimeter's hosts, each once", () => {
    expect(formatEgress(REQUIREMENTS, { hostsOnly: true })).toBe(
      "acme.awsapps.com\nportal.sso.us-east-1.amazonaws.com\nproxy.example.com:8443\n",
    );
  });

  it("breaks purposes and notes at the width, and hosts never", () => {
    const [first, ...others] = REQUIREMENTS.hosts;
    if (first === undefined) throw new Error("expected a host");
    const hosts = [{ ...first, purpose: "one two three ".repeat(8).trim() }, ...others];
    const text = formatEgress({ ...REQUIREMENTS, hosts, notes: ["word ".repeat(40)] }, { width: 60 });
    expect(text.split("\n").filter((line) => line.length > 60 && !line.startsWith("Sign-in"))).toEqual([]);
    expect(text).toMatch(/^ {2}acme\.awsapps\.com {2}one two three .*\n {20}(?:one|two|three) /m);
  });

  it("says when there are none", () => {
    expect(formatEgress({ hosts: [], sandboxHosts: [], notes: ["Why."] })).toBe(
      "No hosts.\n\nNotes\n  - Why.\n",
    );
    expect(formatEgress({ hosts: [], sandboxHosts: [], notes: [] }, { hostsOnly: true })).toBe("");
  });
});
