/** Addresses on the dev instance's own origin that its pages and their scripts share. */

export const ASSETS = '/_connect-kit/assets';
export const TRAFFIC_PAGE = '/_connect-kit/';
export const SIGN_IN = '/_connect-kit/login';
export const SIGN_OUT = '/_connect-kit/logout';
