/** What a policy file may be at most. A real one is a few kilobytes. */

/** In bytes. */
export const MAX_FILE_BYTES: number = 1024 * 1024;
/** Nested lists and dictionaries. */
export const MAX_DEPTH = 32;
/** Values of one policy, and of any one dictionary in its file. */
export const MAX_KEYS = 1000;
/**
 * Values of all kinds and levels in one file, and in XML every comment and the like too;
 * objects that a binary plist shares count each time.
 */
export const MAX_VALUES = 10_000;
/** Characters of all texts of a binary plist, counted in the same way. */
export const MAX_PLIST_TEXT: number = 2 * MAX_FILE_BYTES;
/** Lines of a `.reg` file. Long values are wrapped at 80 characters, which makes 13 000 in the largest file. */
export const MAX_LINES = 20_000;
