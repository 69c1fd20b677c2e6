export { answerDevicePages } from "./device-pages.ts";
export type { DeviceAnswer } from "./device-pages.ts";
export { chromiumProgram, startChromium } from "./chromium.ts";
export { tabTo } from "./keyboard.ts";
