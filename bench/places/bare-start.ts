import fastify from 'fastify';

// The least that listens, for the bench of the start.
const app = fastify();
app.get('/', async () => 'here');
await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ ready: true });
process.on('SIGTERM', () => process.exit(0));
