require('http')
  .createServer((_, r) => r.end('ok'))
  .listen(8080);
process.on('SIGTERM', () => process.exit(0));
