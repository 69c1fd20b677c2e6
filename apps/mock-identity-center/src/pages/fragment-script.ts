/**
 * The only script of the pages. AWS's links carry the code behind a `#`, which browsers do not send: `/start/#/device?user_code=…`.
 * A redirect keeps the fragment, so the pages that such a link can end on carry it.
 */
export const fragmentScript = `
const code = /^#\\/device\\?(?:.*&)?user_code=([A-Za-z0-9-]{1,64})/.exec(location.hash);
if (code) location.replace("/device?user_code=" + code[1]);
`;
