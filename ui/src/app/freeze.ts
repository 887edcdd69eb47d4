// Nothing may add to or change what every object inherits. Freezing alone would also forbid each object its own
// toString, which libraries give to theirs; so the inherited members become accessors that let an object have its own.
function frozen(prototype: object): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property?.configurable || !("value" in property)) continue;
    const { value, enumerable } = property;
    Object.defineProperty(prototype, name, {
      configurable: false,
      enumerable: enumerable ?? false,
      get: () => value,
      set(this: object, own: unknown) {
        if (this === prototype) throw new TypeError(`${name} belongs to every object`);
        Object.defineProperty(this, name, {
          value: own,
          configurable: true,
          enumerable: true,
          writable: true,
        });
      },
    });
  }
  Object.freeze(prototype);
}

frozen(Object.prototype);
