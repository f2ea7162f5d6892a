import { defineWorkload } from '../lib/workload/define-workload';

/**
 * Exercise 3 of "Design a Kafka application": the services of a shop that talk through Kafka. What an order sets off
 * follows "E-commerce Event Architecture" of the document "Event Streaming System": OrderCreated, then
 * InventoryReserved, PaymentProcessed and EmailSent, then the order is confirmed.
 *
 * From the documents: the services (user, catalog, cart, order, inventory, payment, notification), topics for user
 * events, product updates, cart events and order events, and who reacts to what. They give no numbers.
 *
 * Assumptions of this file: five million orders a day, 60 a second, eight times as many in the first minutes of a
 * sale; twenty changes of a cart for every order; a catalog whose prices are recomputed at night. Sizes: the fields
 * of the schema, and 300 bytes for the key and the headers of a CloudEvent. Compression by 4, as zstd reaches on
 * batches of JSON.
 */
const ORDERS = { peakPerSecond: 500, averagePerSecond: 60, compressionRatio: 4 };
/** A month, so that a service that was wrong for a while can read again what it should have done. */
const KEPT = { retentionHours: 30 * 24, archive: { days: 7 * 365 } };

export default defineWorkload({
  name: 'commerce',
  description: 'The services of a shop that talk through Kafka: five million orders a day',
  objectives: { endToEndP99Ms: 1_000, availability: 0.999, errorRate: 0.0001, maxLagSeconds: 5 },
  streams: {
    'user-events': {
      kind: 'raw',
      key: 'customerId',
      schema: 'schemas/customer-event.v1.json',
      load: { peakPerSecond: 200, averagePerSecond: 30, recordBytes: 600, compressionRatio: 4 },
      ...KEPT,
    },
    // The catalog as it is now; a service that starts reads all of it.
    'product-updates': {
      kind: 'compacted',
      key: 'productId',
      schema: 'schemas/product-update.v1.json',
      load: { peakPerSecond: 2_000, averagePerSecond: 200, recordBytes: 1_800, compressionRatio: 4 },
      retentionHours: 24,
    },
    'cart-events': {
      kind: 'raw',
      key: 'cartId',
      schema: 'schemas/cart-event.v1.json',
      load: { peakPerSecond: 10_000, averagePerSecond: 1_200, recordBytes: 550, compressionRatio: 4 },
      retentionHours: 7 * 24,
      archive: { days: 365 },
    },
    // From here on the key is the order, so that each service sees what happens to an order in order.
    'order-events': {
      kind: 'raw',
      key: 'orderId',
      schema: 'schemas/order-event.v1.json',
      load: { ...ORDERS, recordBytes: 1_200 },
      ...KEPT,
    },
    'inventory-events': {
      kind: 'derived',
      key: 'orderId',
      schema: 'schemas/inventory-event.v1.json',
      load: { ...ORDERS, recordBytes: 800 },
      ...KEPT,
    },
    'payment-events': {
      kind: 'derived',
      key: 'orderId',
      schema: 'schemas/payment-event.v1.json',
      load: { ...ORDERS, recordBytes: 600 },
      ...KEPT,
    },
    'notification-events': {
      kind: 'derived',
      key: 'orderId',
      schema: 'schemas/notification-event.v1.json',
      load: { ...ORDERS, recordBytes: 600 },
      ...KEPT,
    },
    'order-status': {
      kind: 'compacted',
      key: 'orderId',
      schema: 'schemas/order-state.v1.json',
      // Created, reserved, paid, confirmed: four states an order.
      load: { peakPerSecond: 2_000, averagePerSecond: 240, recordBytes: 500, compressionRatio: 4 },
      retentionHours: 24,
    },
  },
  sources: {
    // Behind it the services that customers and staff call: user, catalog, cart and order publish what they stored.
    edge: { kind: 'http', streams: ['user-events', 'product-updates', 'cart-events', 'order-events'] },
  },
  consumers: {
    // What OrderCreated sets off. Stock, payment and mail lie outside Kafka: at-least-once, with ids made from the order.
    'inventory-service': { runtime: 'service', reads: ['order-events'], writes: ['inventory-events'] },
    'payment-service': { runtime: 'service', reads: ['order-events'], writes: ['payment-events'] },
    'notification-service': {
      runtime: 'service',
      reads: ['order-events', 'user-events'],
      writes: ['notification-events'],
    },
    // Confirms an order when all three have answered. From topics to a topic, so exactly-once.
    'order-service': {
      runtime: 'service',
      reads: ['inventory-events', 'payment-events', 'notification-events'],
      writes: ['order-status'],
      delivery: 'exactly-once',
    },
    'user-service': { runtime: 'service', reads: ['order-status'] }, // the orders a customer sees
    'catalog-service': { runtime: 'service', reads: ['inventory-events'] }, // what is still available
    'cart-service': { runtime: 'service', reads: ['product-updates', 'order-events'] }, // prices; empties the cart
  },
});
