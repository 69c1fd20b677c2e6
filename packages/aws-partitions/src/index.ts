export { AwsPartitionsError } from "./aws-partitions-error.ts";
export type { AwsPartitionsErrorCode } from "./aws-partitions-error.ts";
export { bedrockRuntimeEndpoint, oidcEndpoint, portalEndpoint, stsEndpoint } from "./endpoints.ts";
export type { EndpointOptions } from "./endpoints.ts";
export { isRegion, partitionOf } from "./partitions.ts";
export type { Partition, PartitionId } from "./partitions.ts";
export { portalPartition } from "./portal-hosts.ts";
export { parseStartUrl } from "./start-url.ts";
export type { StartUrlProblem, StartUrlResult } from "./start-url.ts";
