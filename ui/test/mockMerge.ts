// Answers about customers who are one, and about wilayas, from the fixtures.
import type { Customer, Duplicates, MergedCustomer, MergeInput, Wilaya } from "../src/api";
import * as shop from "./fixtures";
import type { Handlers } from "./mockIpc";

const nobody = { email: "", note: "", language: null, credit: "0.00", archived: false } as const;

/** Second cards of people who have one already. */
export const twins: Customer[] = [
  {
    ...nobody,
    id: "11",
    name: "Karim Bensalem (Didouche)",
    phone: "+213550123456",
    wilaya: "",
    note: "Passe le vendredi",
    debt: "600.00",
    owed: "600.00",
    sales: 2,
    last_sale: "2026-01-20",
  },
  {
    ...nobody,
    id: "12",
    name: "Amel T.",
    phone: "+213770112233",
    wilaya: "Tizi Ouzou",
    debt: "0.00",
    owed: "0.00",
    sales: 4,
    last_sale: "2026-01-22",
  },
  {
    ...nobody,
    id: "13",
    name: "Amel T.",
    phone: "",
    wilaya: "Paris",
    debt: "0.00",
    owed: "0.00",
    sales: 1,
    last_sale: "2025-11-02",
  },
];

const NAMES: readonly (readonly [fr: string, ar: string])[] = [
  ["Adrar", "أدرار"],
  ["Chlef", "الشلف"],
  ["Laghouat", "الأغواط"],
  ["Oum El Bouaghi", "أم البواقي"],
  ["Batna", "باتنة"],
  ["Béjaïa", "بجاية"],
  ["Biskra", "بسكرة"],
  ["Béchar", "بشار"],
  ["Blida", "البليدة"],
  ["Bouira", "البويرة"],
  ["Tamanrasset", "تمنراست"],
  ["Tébessa", "تبسة"],
  ["Tlemcen", "تلمسان"],
  ["Tiaret", "تيارت"],
  ["Tizi Ouzou", "تيزي وزو"],
  ["Alger", "الجزائر"],
  ["Djelfa", "الجلفة"],
  ["Jijel", "جيجل"],
  ["Sétif", "سطيف"],
  ["Saïda", "سعيدة"],
  ["Skikda", "سكيكدة"],
  ["Sidi Bel Abbès", "سيدي بلعباس"],
  ["Annaba", "عنابة"],
  ["Guelma", "قالمة"],
  ["Constantine", "قسنطينة"],
  ["Médéa", "المدية"],
  ["Mostaganem", "مستغانم"],
  ["M'Sila", "المسيلة"],
  ["Mascara", "معسكر"],
  ["Ouargla", "ورقلة"],
  ["Oran", "وهران"],
  ["El Bayadh", "البيض"],
  ["Illizi", "إليزي"],
  ["Bordj Bou Arréridj", "برج بوعريريج"],
  ["Boumerdès", "بومرداس"],
  ["El Tarf", "الطارف"],
  ["Tindouf", "تندوف"],
  ["Tissemsilt", "تيسمسيلت"],
  ["El Oued", "الوادي"],
  ["Khenchela", "خنشلة"],
  ["Souk Ahras", "سوق أهراس"],
  ["Tipaza", "تيبازة"],
  ["Mila", "ميلة"],
  ["Aïn Defla", "عين الدفلى"],
  ["Naâma", "النعامة"],
  ["Aïn Témouchent", "عين تموشنت"],
  ["Ghardaïa", "غرداية"],
  ["Relizane", "غليزان"],
  ["Timimoun", "تيميمون"],
  ["Bordj Badji Mokhtar", "برج باجي مختار"],
  ["Ouled Djellal", "أولاد جلال"],
  ["Béni Abbès", "بني عباس"],
  ["In Salah", "عين صالح"],
  ["In Guezzam", "عين قزام"],
  ["Touggourt", "تقرت"],
  ["Djanet", "جانت"],
  ["El M'Ghair", "المغير"],
  ["El Meniaa", "المنيعة"],
];
export const wilayas: Wilaya[] = NAMES.map(([fr, ar], index) => ({ number: index + 1, fr, ar }));

export function mergeHandlers(empty: boolean): Handlers {
  const known = [...shop.customers, ...twins];
  const into = new Map<string, string>();
  const root = (id: string): string => into.get(id) ?? id;
  const get = (id: string): Customer => {
    const found = known.find((one) => one.id === root(id)) ?? known[0];
    if (!found) throw new Error("empty fixture");
    return found;
  };
  const groups: { phone: string; ids: string[] }[] = [
    { phone: "+213550123456", ids: ["1", "11"] },
    { phone: "", ids: ["12", "13"] },
  ];
  return {
    customer_get: ({ id }) => {
      if (known.some((one) => one.id === id)) return get(id);
      throw { code: "unknown_customer", message: "unknown", details: { value: id } };
    },
    customer_statement: ({ id }) => ({ ...shop.statement, customer: get(id) }),
    customers_duplicates: (): Duplicates[] =>
      groups
        .filter(({ ids }) => !empty && !ids.some((id) => into.has(id)))
        .map(({ phone, ids }) => ({ phone, customers: ids.map(get) })),
    customer_merge: ({ input }: { input: MergeInput }) => {
      into.set(input.from, input.into);
      const kept = get(input.into);
      const gone = known.find(({ id }) => id === input.from);
      return { ...kept, sales: kept.sales + (gone?.sales ?? 0) };
    },
    customer_merged: ({ id }): MergedCustomer[] =>
      known
        .filter((one) => into.get(one.id) === id)
        .map(({ id, name, phone }) => ({
          id,
          name,
          phone,
          recorded_at: "2026-01-31T09:30:00.000Z",
          actor: "owner",
        })),
    wilayas_list: () => wilayas,
  };
}
