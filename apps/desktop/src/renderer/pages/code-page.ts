/** The pages that show a code: what to compare, where the browser should be, and how to get there again. */
import type { SignInStateView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import type { Action, Page } from "../model/page.ts";

type WithCode = Extract<SignInStateView, { userCode: string }>;

const copyCode: Action = { id: "copy-code", label: "action.copy-code" };
const copyLink: Action = { id: "copy-link", label: "action.copy-link" };
const cancel: Action = { id: "cancel", label: "action.cancel" };
const openAgain: Action = { id: "open-browser", label: "action.open-again" };

export function codePage(state: WithCode): Page {
  const { userCode, expiresAt, verificationHost: host } = state;
  const page = {
    id: `sign-in/${state.state}`,
    code: { userCode, expiresAt: expiresAt.getTime() },
    others: [copyCode, copyLink, cancel],
  };
  switch (state.state) {
    case "code":
      return {
        ...page,
        ...says("status", text("code.heading")),
        body: [text("code.body"), text("code.host", { host })],
        primary: { id: "open-browser", label: "action.open-browser" },
      };
    case "waiting":
      return {
        ...page,
        ...says("status", text("waiting.heading")),
        body: [text("waiting.compare"), text("waiting.body", { host })],
        primary: openAgain,
      };
    case "slow":
      return {
        ...page,
        ...says("status", text("slow.heading")),
        body: [text("slow.body", { host }), text("waiting.compare")],
        primary: openAgain,
      };
    case "browser-failed":
      return {
        ...page,
        ...says("alert", text("browser-failed.heading")),
        tone: "problem",
        body: [text("browser-failed.body")],
        fields: [{ name: "field.address", value: state.verificationUri }],
        primary: copyLink,
        others: [{ id: "open-browser", label: "action.try-again" }, copyCode, cancel],
      };
    case "offline":
      return {
        ...page,
        ...says("alert", text("offline.heading")),
        tone: "problem",
        body: [text("offline.body"), text("offline.host", { host })],
        primary: openAgain,
      };
    case "server-error":
      return {
        ...page,
        ...says("alert", text("server-error.heading")),
        tone: "problem",
        body: [
          text("server-error.trying", { attempts: { count: state.attempts } }),
          text("server-error.host", { host }),
        ],
        primary: openAgain,
      };
  }
}

function says(as: "status" | "alert", heading: Text): Pick<Page, "heading" | "announcement"> {
  return { heading, announcement: { as, text: heading } };
}
