/** Which events of the history somebody asks for. */

import { onBehalfOfEvent } from "./events.ts";
import type { CloudTrailEvent } from "./events.ts";

/** Every member given must fit. */
export interface EventFilter {
  readonly eventName?: string | undefined;
  /** "sso.amazonaws.com" and the like. */
  readonly eventSource?: string | undefined;
  readonly errorCode?: string | undefined;
  /** The identity-store id of the person behind the call; the API key of an IAM user tells of none. */
  readonly userId?: string | undefined;
}

export function matchesEvent(event: CloudTrailEvent, filter: EventFilter): boolean {
  const { eventName, eventSource, errorCode, userId } = filter;
  return (
    (eventName === undefined || eventName === event.eventName) &&
    (eventSource === undefined || eventSource === event.eventSource) &&
    (errorCode === undefined || errorCode === event.errorCode) &&
    (userId === undefined || userId === onBehalfOfEvent(event)?.userId)
  );
}
