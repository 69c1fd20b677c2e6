/** Where the control API is; no path of AWS begins like this. */
export const controlPrefix = "/_mock";
