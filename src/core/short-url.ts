const HOST_PARAMETERS = /^(?:xdm_[a-z_]+|cp|lic|cv|jwt)=/;

/** Path and the parameters that an add-on's author chose; those that the host adds are on every URL of a module. */
export function shortUrl(url: string): string {
  const [path = '', query = ''] = url.replace(/^https?:\/\/[^/]+/, '').split('?');
  const own = query.split('&').filter((pair) => pair !== '' && !HOST_PARAMETERS.test(pair));
  return own.length === 0 ? path : `${path}?${own.join('&')}`;
}
