/** A process that ends at SIGUSR2 as a trainer does whose host is gone. */
process.on('SIGUSR2', () => process.exit(0));
