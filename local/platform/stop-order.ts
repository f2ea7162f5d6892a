/** Groups of processes to stop one after another: who uses something goes before what is used. */
export function stopOrder(names: readonly string[]): readonly (readonly string[])[] {
  const isBroker = (name: string) => /^broker-\d+$/.test(name);
  const isStore = (name: string) => ['registry', 's3', 'valkey'].includes(name);
  const isService = (name: string) => !isBroker(name) && !isStore(name) && name !== 'postgres';
  return [
    names.filter(isService),
    names.filter(isStore),
    names.filter(isBroker),
    names.filter((name) => name === 'postgres'),
  ];
}
