/** Clients that are compared; the first is what the others are measured against. */
export const CLIENT_NAMES = ['kafkajs', 'platformatic'] as const;

export type ClientName = (typeof CLIENT_NAMES)[number];

/** As the report calls them. */
export const CLIENT_TITLES: Readonly<Record<ClientName, string>> = {
  kafkajs: 'kafkajs 2.2.4',
  platformatic: '@platformatic/kafka 2.12.1',
};
