/** One copy of equal lists of texts: most registrations name the same scopes and grant types. */

export class SharedLists {
  readonly #lists = new Map<string, readonly string[]>();

  /** The list that was given first among all that are equal to `list`. */
  share(list: readonly string[]): readonly string[] {
    const key = JSON.stringify(list);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    this.#lists.set(key, list);
    return list;
  }
}
