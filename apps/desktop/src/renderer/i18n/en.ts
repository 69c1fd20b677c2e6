/** Every text of the window, in English. A name in braces is filled in; translations keep these names. */
export const en = {
  "app.name": "Latchkey",
  "app.starting": "Starting…",

  "idle.heading": "Sign in with AWS",
  "idle.body": "You will sign in at {portal} in your web browser. This app never sees your password.",
  "idle.configuration-changed":
    "Your organisation changed its sign-in settings, so the earlier sign-in was removed from this computer.",
  "idle.unreadable":
    "The sign-in that was kept on this computer could not be read, so you need to sign in once more.",
  "session-expired.heading": "Your session has ended",
  "session-expired.body":
    "It reached the time limit that your organisation set, or an administrator ended it. Sign in again to go on.",

  "starting.heading": "Preparing sign-in",
  "starting.body": "Contacting AWS in {region}…",

  "code.heading": "Check this code in your browser",
  "code.body": "AWS will show a code. Approve only if it is exactly this one.",
  "code.host": "You will be on {host}.",
  "code.spelled": "Code: {letters}",
  "code.expires-in": "Expires in {time}",
  "code.expires-at": "Expires at {time}.",
  "code.checking-expiry": "Time is up. Checking with AWS…",
  "waiting.heading": "Waiting for your approval",
  "waiting.body": "Finish in the browser tab at {host}. This window continues by itself.",
  "waiting.compare": "Approve only if the browser shows exactly this code.",
  "slow.heading": "Still waiting",
  "slow.body": "Signed in already? Look for an “Allow access” page in the browser, at {host}.",
  "browser-failed.heading": "The browser did not open",
  "browser-failed.body": "Open this address yourself, then check the code.",
  "offline.heading": "You are offline",
  "offline.body":
    "Nothing from AWS arrives at the moment. Sign-in carries on by itself when the connection is back.",
  "offline.host": "Your browser tab is at {host}.",
  "safety.title": "Did somebody ask you for this code?",
  "safety.body":
    "Nobody from your organisation or AWS will. If someone sent you here or asked for it, press Cancel and tell your security team.",

  "server-error.heading": "AWS did not answer",
  "server-error.trying": "Attempts so far: {attempts}. Your code is unchanged, and this window keeps trying.",
  "server-error.host": "You can finish in the browser tab at {host} meanwhile.",
  "server-error.body": "Attempts: {attempts}. Nothing was signed in.",
  "expired.heading": "The code has expired",
  "expired.time": "Codes are valid for {minutes}. Nothing was signed in.",
  "expired.code-rejected": "The code has been used or withdrawn. Nothing was signed in.",
  "expired.registration-ended":
    "AWS no longer knows this app’s registration, so the code is of no use. Nothing was signed in. A new code registers the app again.",
  "denied.heading": "Sign-in was declined",
  "denied.body": "You or someone else chose to decline in the browser. Nothing was signed in.",
  "blocked.heading": "Your organisation does not allow this sign-in",
  "blocked.body": "Ask your administrator, and give them what stands below.",
  "wrong-account.heading": "This account has no access",
  "wrong-account.body":
    "The person who approved in the browser is not assigned to this account with this permission set. Sign in as somebody who is, or ask your administrator.",
  "config-error.heading": "Sign-in is not set up correctly",
  "config-error.start-url-refused": "AWS refused the start address in this region.",
  "config-error.address-refused":
    "AWS named a sign-in address that is not one of its own. It was not opened.",
  "config-error.configuration-changed":
    "Your organisation changed its sign-in settings while you signed in. Nothing was stored.",
  "config-error.restart": "Restart the app to sign in with the new settings.",
  "config-error.ask": "Ask your administrator to check the AWS sign-in settings.",
  "clock-skew.heading": "Check this computer’s clock",
  "clock-skew.ahead": "It is about {minutes} ahead of AWS, so sign-in cannot work.",
  "clock-skew.behind": "It is about {minutes} behind AWS, so sign-in cannot work.",
  "clock-skew.set": "Set the date and time, then try again.",
  "keychain.heading": "Cannot store your sign-in safely",
  "keychain.body": "You are signed in for this session only, and will sign in again at the next start.",
  "success.heading": "You are signed in",
  "success.body": "You can close the browser tab.",
  "success.continuing": "Continuing. The window may close for a moment and open again.",
  "success.unchecked": "AWS did not say in time whether you have access. You will see when a session starts.",

  "signed-out.ended": "You are signed out.",
  "signed-out.may-go-on":
    "You are signed out on this computer. Your session in the AWS access portal may go on until it ends by itself.",
  "signed-out.valid-until": "What a session was already given stays valid until {time}.",

  "cowork.heading": "Cowork",
  "cowork.body": "You are signed in with AWS.",
  "cowork.first-message": "Your first message starts a session, in a sandbox on this computer.",
  "other-credential.heading": "Cowork",
  "other-credential.body":
    "Your organisation provides the access to Amazon Bedrock. You do not need to sign in.",

  "turn.person": "You",
  "turn.model": "Answer",
  "turn.waiting": "Waiting for the answer…",
  "turn.stopped": "You stopped this answer.",
  "turn.no-answer": "There is no answer.",
  "failed.access-denied": "Your AWS credentials do not allow this. Ask your administrator.",
  "failed.access-denied-credentials":
    "Your AWS credentials do not allow {action} on {model}. Ask your administrator.",
  "failed.access-denied-role":
    "Your permission set {role} does not allow {action} on {model}. Ask your administrator.",
  "failed.throttled": "Bedrock is busy. Try again in a moment.",
  "failed.unreachable": "Bedrock could not be reached. Check the network, then try again.",
  "failed.model-error":
    "The model could not answer. Try again, or ask your administrator whether it is enabled.",
  "failed.bad-command": "The session did not understand the app. Start a new session.",
  "failed.session-ended": "The session ended before the answer was complete.",

  "start.heading": "Starting a session",
  "start.credentials": "Getting credentials",
  "start.sandbox": "Preparing the sandbox",
  "start.program": "Starting the program",
  "session.running": "Session running",
  "session.until": "Session until {time}",
  "session.until-minutes": "Session until {time} · {minutes} min left",
  "session.until-hours": "Session until {time} · {hours} h {minutes} min left",
  "ends-soon.minutes": "This session ends in {minutes}. Finish what you are doing, then start a new one.",
  "ends-soon.some-time": "This session ends soon. Finish what you are doing, then start a new one.",
  "short-lived.body":
    "For your administrator: sessions last {minutes}, which is short for a working day. Set the session duration of the permission set to between 8 and 12 hours.",
  "not-started.heading": "The session did not start",
  "not-started.not-assigned":
    "You are not assigned to the configured AWS account and permission set. Ask your administrator.",
  "not-started.unavailable":
    "IAM Identity Center could not be reached. You are still signed in: check the network, then try again.",
  "not-started.clock-ahead": "This computer’s clock is {minutes} ahead. Set it, then try again.",
  "not-started.clock-behind": "This computer’s clock is {minutes} behind. Set it, then try again.",
  "not-started.expired": "The credentials had already ended when they came. Try again.",
  "not-started.no-model": "The configuration names no model. Ask your administrator.",
  "not-started.sandbox-unavailable":
    "It could not be closed off from the rest of this computer, so nothing was started.",
  "not-started.credentials-unavailable": "Its credentials could not be had.",
  "not-started.keychain-problem": "This computer’s keychain, which holds your sign-in, cannot be asked.",
  "not-started.failed":
    "The app’s log has the reason. Try again; if it happens again, ask your administrator.",
  "new-session.heading": "Start a new session?",
  "new-session.body":
    "This session ends, and its conversation is removed from this window. Copy what you want to keep first.",
  "ended.heading": "This session has ended",
  "ended.by-user": "You ended it. Start a new one to go on.",
  "ended.expired": "Its AWS credentials lasted as long as they could. Start a new one to go on.",
  "ended.refused": "Bedrock does not accept its credentials. Ask your administrator for new ones.",
  "ended.refused-renewable": "Bedrock no longer accepts its token. Start a new one to go on.",
  "ended.program-ended": "Its program stopped unexpectedly. Start a new one to go on.",
  "ended.signed-out": "It ended because you signed out.",
  "ended.app-quit": "It ended with the app.",
  "ended.keep": "A new session begins with an empty conversation. Copy what you want to keep first.",

  "composer.label": "Your message",
  "composer.hint": "Enter sends. Shift+Enter begins a new line.",
  "composer.hint-starting": "Escape stops the start.",
  "composer.hint-working": "Escape stops the answer.",
  "composer.hint-ended": "What you write here is kept for the new session.",
  "composer.model": "Model",
  "composer.too-long":
    "Your message has {count} characters, and at most {limit} can be sent. Shorten it, then send it.",

  "not-configured.heading": "This app is not set up yet",
  "not-configured.body":
    "No sign-in to Amazon Bedrock is configured on this computer. Ask your administrator to deploy the configuration.",
  "configuration-problem.heading": "The configuration has a problem",
  "configuration-problem.body":
    "The settings that your organisation deployed contradict each other or cannot be read. Your sign-in, if you have one, is kept. Ask your administrator.",
  "keychain-problem.heading": "The keychain does not answer",
  "keychain-problem.body":
    "This computer’s keychain holds the key to your sign-in, and cannot be asked at the moment. Nothing was removed.",
  "start-failed.heading": "The app could not start",
  "start-failed.body":
    "The app’s log has the reason. Try again; if it happens again, ask your administrator.",
  "unknown.heading": "Something went wrong in this window",
  "unknown.body":
    "The app is in a state that this window cannot show. Nothing was lost. Restart the app; if it happens again, report it.",
  "policy-changed.body":
    "Your organisation changed the configuration. It applies when you next start the app.",

  "field.portal": "Access portal",
  "field.account": "AWS account",
  "field.role": "Permission set",
  "field.request-id": "Request id",
  "field.reason": "Reason",
  "field.address": "Address",
  "field.sign-in": "Signed in",
  "field.sign-in-until": "until {time}",
  "field.sign-in-renews": "renews itself",

  "action.sign-in": "Sign in with AWS",
  "action.sign-in-again": "Sign in again",
  "action.start-again": "Start again",
  "action.new-code": "Get a new code",
  "action.try-again": "Try again",
  "action.open-browser": "Open browser",
  "action.open-again": "Open browser again",
  "action.copy-code": "Copy code",
  "action.copy-link": "Copy link",
  "action.copy-details": "Copy details",
  "action.continue": "Continue",
  "action.continue-session": "Continue for this session",
  "action.another-account": "Use another account",
  "action.back": "Back",
  "action.cancel": "Cancel",
  "action.sign-out": "Sign out",
  "action.open-configuration": "Open configuration",
  "action.send": "Send",
  "action.stop": "Stop",
  "action.new-session": "New session",
  "action.start-session": "Start a new session",
  "action.copied": "Copied",
  "action.busy.opening": "Opening…",
  "action.busy.starting": "Starting…",
  "action.busy.signing-out": "Signing out…",
  "action.busy.other": "One moment…",

  "say.code-copied": "Code copied.",
  "say.link-copied": "Link copied.",
  "say.details-copied": "Details copied.",
  "say.browser-opened": "Browser opened. Waiting for approval.",
  "say.minutes-left": "{minutes} left.",
  "say.code-expired": "The code has expired.",
  "say.answering": "Answering…",
  "say.answered": "Answer complete.",
  "say.cancelled": "Sign-in cancelled.",
  "say.action-failed": "That did not work. Try again; if it happens again, restart the app.",
} as const;
