export { endpointsJson } from "./aws-names/endpoints-json.ts";
export { approveInBrowser } from "./approve-in-browser.ts";
export type { ApproveInBrowserOptions } from "./approve-in-browser.ts";
export { clientEnvironment, clientKinds } from "./client-env/client-environment.ts";
export type { ClientAddress, ClientKind, Variables } from "./client-env/client-environment.ts";
export { configFile } from "./client-env/config-file.ts";
export { environmentForms, formatEnvironment } from "./client-env/format-environment.ts";
export type { EnvironmentForm } from "./client-env/format-environment.ts";
export { withoutInterference } from "./client-env/inherited-environment.ts";
export { authorizeInBrowser } from "./authorize-in-browser.ts";
export type { AuthorizeInBrowserOptions } from "./authorize-in-browser.ts";
export type { MockClock } from "./core/clock.ts";
export type { Operation } from "./core/operation.ts";
export type { Random } from "./core/random.ts";
export type { RequestFilter } from "./core/request-filter.ts";
export type { WaitOptions } from "./core/request-journal.ts";
export type { RequestLogEntry } from "./core/request-log.ts";
export type {
  AddedFault,
  Fault,
  FaultCount,
  FaultEffect,
  FaultKind,
  FaultMatcher,
  Faults,
} from "./faults/fault.ts";
export { MockIdentityCenterError } from "./mock-error.ts";
export type { MockIdentityCenterErrorCode } from "./mock-error.ts";
export type { MockIdentityCenter, MockIdentityCenterOptions } from "./mock-identity-center.ts";
export { startConnectProxy } from "./proxy/connect-proxy.ts";
export type { ConnectProxy, ConnectProxyOptions } from "./proxy/connect-proxy.ts";
export { startMockIdentityCenter } from "./start-mock-identity-center.ts";
export { bedrockInferencePolicy, buildSeed, defaultPassword, defaultSeed } from "./seed/default-seed.ts";
export type { SeedInput } from "./seed/default-seed.ts";
export { loadSeed } from "./seed/load-seed.ts";
export type {
  Seed,
  SeedAccount,
  SeedAssignment,
  SeedGroup,
  SeedIdentityProvider,
  SeedInstance,
  SeedInstanceSettings,
  SeedBedrockApiKey,
  SeedModel,
  SeedPermissionSet,
  SeedPolicy,
  SeedSettings,
  SeedStatement,
  SeedUser,
} from "./seed/seed.ts";
export type { EventFilter } from "./trail/event-filter.ts";
export type { TlsOptions } from "./tls/tls.ts";
export type { CloudTrailEvent, OnBehalfOf, TrailIdentity } from "./trail/events.ts";
export type { ChangedUser, SessionInfo } from "./world/administration.ts";
export type { InstanceInfo, PendingCode, UserInfo } from "./world/overview.ts";
