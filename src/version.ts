/** The version of the tool, as reports, comments and `--version` name it; a test holds it equal to package.json's. */
export const VERSION = '0.1.0';
