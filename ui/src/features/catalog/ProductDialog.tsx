import {
  Autocomplete,
  Group,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, type Product, type ProductKind, useRead, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { ChoiceInput, FormDialog, fieldError, MoneyInput, notifyDone } from "../../components";
import { useForm } from "../../components/useForm";
import { OffersFieldset } from "./OffersFieldset";
import {
  inputOf,
  KINDS,
  newOffer,
  type ProductForm,
  type Term,
  unchosenPlatform,
  valuesOf,
} from "./productForm";
import { useProductQuote } from "./useProductQuote";

const FIELDS = ["name", "kind", "category", "price", "term_months", "term_days", "note"];

type Props = { product: Product | null; opened: boolean; onClose: () => void };

/** A new product or a changed one, with what each platform's offer leaves, live. */
export function ProductDialog({ product, opened, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { currency, currency_decimals } = useBook();
  const platforms = useRead("platforms", "platformsList");
  const categories = useRead("catalog", "categoriesList");
  const add = useWrite("productAdd");
  const update = useWrite("productUpdate");
  const write = product ? update : add;
  const form = useForm<ProductForm>(valuesOf(product, language, currency_decimals));
  const { values } = form;
  // An archived platform is offered only where the product already has it.
  const usable = (platforms.data ?? []).filter(
    ({ id, archived }) => !archived || product?.offers.some((offer) => offer.platform_id === id),
  );
  const quote = useProductQuote(opened, values, usable);
  const [unchosen, setUnchosen] = useState<AppError | null>(null);
  const error = unchosen ?? write.error ?? quote.error;
  const fields = [
    ...FIELDS,
    ...values.offers.flatMap((_, index) => [
      `offers.${index}.platform_id`,
      `offers.${index}.credit`,
    ]),
  ];

  function change(changed: Partial<ProductForm>) {
    write.reset();
    setUnchosen(null);
    form.set(changed);
  }

  function changeKind(kind: ProductKind) {
    // A service as a rule takes no credit, everything else does; what was typed stays.
    const untouched = values.offers.every((offer) => offer.credit.trim() === "");
    if (untouched && kind === "service") change({ kind, offers: [] });
    else if (values.offers.length === 0 && kind !== "service") {
      change({ kind, offers: [newOffer(true)] });
    } else change({ kind });
  }

  async function submit() {
    const missing = unchosenPlatform(values, usable);
    setUnchosen(missing);
    if (missing) return;
    const input = inputOf(values, usable);
    const saved = product
      ? await update.mutateAsync([product.id, input])
      : await add.mutateAsync([input]);
    const text = product ? "catalog.form.saved" : "catalog.form.added";
    notifyDone(t(text, { name: saved.name }));
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit().catch(() => undefined)}
      title={
        product ? t("catalog.form.editTitle", { name: product.name }) : t("catalog.form.addTitle")
      }
      submitLabel={t(product ? "catalog.form.submitEdit" : "catalog.form.submitAdd")}
      dirty={form.dirty}
      loading={write.isPending}
      error={unchosen ?? write.error}
      fields={fields}
      size="xl"
    >
      <SimpleGrid cols={2}>
        <TextInput
          label={t("catalog.form.name")}
          placeholder={t("catalog.form.namePlaceholder")}
          value={values.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fieldError(error, "name")}
          required
          data-autofocus
        />
        <MoneyInput
          label={t("catalog.form.price")}
          value={values.price}
          onChange={(price) => change({ price })}
          error={fieldError(error, "price")}
          unit={currency}
          required
        />
        <ChoiceInput
          label={t("catalog.form.kind")}
          data={KINDS.map((kind) => ({ value: kind, label: t(`catalog.kind.${kind}`) }))}
          value={values.kind}
          onChange={(kind) => changeKind(kind as ProductKind)}
          error={fieldError(error, "kind")}
          allowDeselect={false}
        />
        <Autocomplete
          label={t("catalog.form.category")}
          placeholder={t("catalog.form.categoryHelp")}
          data={categories.data ?? []}
          limit={8}
          value={values.category}
          onChange={(category) => change({ category })}
          error={fieldError(error, "category")}
        />
      </SimpleGrid>
      <NumberInput
        label={t("catalog.form.term")}
        description={t(
          values.kind === "subscription" && values.count.trim() === ""
            ? "catalog.form.termHelpSubscription"
            : "catalog.form.termHelp",
        )}
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={fieldError(error, "term_months") ?? fieldError(error, "term_days")}
        value={values.count}
        onChange={(count) => change({ count: String(count) })}
        inputContainer={(input) => (
          <Group gap="sm" wrap="nowrap">
            {input}
            <SegmentedControl
              aria-label={t("catalog.form.termUnit")}
              data={[
                { value: "months", label: t("catalog.form.termMonths") },
                { value: "days", label: t("catalog.form.termDays") },
              ]}
              value={values.term}
              onChange={(term) => change({ term: term as Term })}
            />
          </Group>
        )}
        styles={{ input: { width: "6rem" } }}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        data-testid="product-term"
      />
      <OffersFieldset
        offers={values.offers}
        onChange={(offers) => change({ offers })}
        platforms={usable}
        quote={quote}
        error={error}
      />
      <Textarea
        label={t("catalog.form.note")}
        value={values.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(error, "note")}
        autosize
        minRows={1}
        maxRows={4}
      />
    </FormDialog>
  );
}
