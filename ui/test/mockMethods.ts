// The shop's ways to pay, as the program keeps them.
import type { AppError, Method, MethodInput } from "../src/api";
import { methods } from "./fixtures";
import type { Handlers } from "./mockIpc";

function refusal(code: AppError["code"], details: Record<string, string>): AppError {
  return { code, message: code, details };
}

/** "3,4 %" → "3.40". */
function rateOf({ fee_rate }: MethodInput): string {
  const rate = Number(fee_rate.replace("%", "").replace(",", ".").trim());
  if (Number.isNaN(rate)) throw refusal("bad_number", { field: "fee_rate", value: fee_rate });
  if (rate < 0 || rate > 100) {
    throw refusal("out_of_range", { field: "fee_rate", value: fee_rate, min: "0", max: "100" });
  }
  return rate.toFixed(2);
}

export function methodHandlers(): Handlers {
  let kept: Method[] = methods;
  const nameOf = (input: MethodInput, own: boolean, self?: string): string => {
    const name = input.name.trim();
    if (own && name === "") throw refusal("missing_required", { field: "name" });
    const taken = kept.some((method) => method.id !== self && name !== "" && method.name === name);
    if (taken) throw refusal("name_taken", { field: "name", entity: "method", value: name });
    return name;
  };
  const change = (id: string, changed: (method: Method) => Partial<Method>) => {
    kept = kept.map((method) => (method.id === id ? { ...method, ...changed(method) } : method));
    return kept.find((method) => method.id === id);
  };
  return {
    methods_list: () =>
      [...kept].sort((one, other) => Number(one.archived) - Number(other.archived)),
    method_add: ({ input }: { input: MethodInput }) => {
      const name = nameOf(input, true);
      const added: Method = {
        id: String(kept.length + 2),
        code: name.toLowerCase(),
        name,
        fee_rate: rateOf(input),
        archived: false,
        own: true,
        needed: false,
      };
      kept = [...kept, added];
      return added;
    },
    method_update: ({ id, input }: { id: string; input: MethodInput }) =>
      change(id, ({ own }) => ({ name: nameOf(input, own, id), fee_rate: rateOf(input) })),
    method_archive: ({ id, archived }: { id: string; archived: boolean }) =>
      change(id, () => ({ archived })),
  };
}
