// The list of sites: origins, or https://*.example.org for the hosts below one.
(root => {
  function listed(sites, origin) {
    return sites.some(site => {
      const star = site.indexOf('://*.');
      if (star < 0) return site === origin;
      const scheme = site.slice(0, star + 3);
      return origin.startsWith(scheme) && origin.endsWith(site.slice(star + 4)) && origin.length > scheme.length + site.length - star - 4;
    });
  }

  root.oriel = Object.assign(root.oriel ?? {}, { listed });
})(globalThis);
