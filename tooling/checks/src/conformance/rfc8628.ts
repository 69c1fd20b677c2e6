/** The sections of RFC 8628 that a client, or the stand-in for the server, can be tested for. */

import { section } from "./requirement.ts";
import type { Group } from "./requirement.ts";

export const rfc8628: Group = {
  heading: "RFC 8628",
  requirements: [
    section("3.1", "the request for a code names the client (and here the start URL)"),
    section("3.2", "the answer has both codes, the address, an end and an interval; without one, 5 s"),
    section("3.3", "the person opens the address, compares the code and decides"),
    section("3.3.1", "an address that carries the code is opened only beside the code, unchanged"),
    section("3.4", "the token is asked for with the device grant and the device code"),
    section("3.5", "pending, slow_down, denied, expired, and back-off when nobody answers"),
    section("5.1", "a user code is hard to guess: 20^8 of them, each for ten minutes"),
    section("5.2", "a device code cannot be guessed, and is no use to another client"),
    section("5.3", "the client speaks only to its region's own host, over https"),
    section("5.4", "a link whose code is not the one shown is not opened"),
    section("5.5", "a code that one person decided cannot be decided by another"),
    section("5.6", "the client registers as public; its secret proves nothing"),
    section("5.7", "a code that came inside a link is compared with the one on the screen"),
  ],
};
