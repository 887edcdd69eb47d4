import { Alert, Anchor, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import {
  type Customer,
  type CustomerInput,
  type Id,
  type Language,
  useReadIf,
  useWrite,
} from "../../api";
import { useBook } from "../../app/BookContext";
import { usePhoneExample } from "../../app/countries";
import { LANGUAGE_NAMES, LANGUAGES } from "../../app/i18n";
import { ChoiceInput, FormDialog, fieldError, notifyDone } from "../../components";
import { ownDirection } from "../../components/typed";
import { useForm } from "../../components/useForm";
import { WilayaInput } from "./Wilaya";

const FIELDS = ["name", "phone", "email", "wilaya", "language", "note"];

/** Whoever has said nothing is written to in the shop's language. */
const SHOPS_OWN = "shop";

const PHONE_DELAY_MS = 250;

type Props = { customer: Customer | null; opened: boolean; onClose: () => void };

/** A new customer, or another name and contact for a known one. */
export function CustomerDialog({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const book = useBook();
  const phone = usePhoneExample();
  const add = useWrite("customerAdd");
  const update = useWrite("customerUpdate");
  const write = customer ? update : add;
  const form = useForm<CustomerInput>({
    name: customer?.name ?? "",
    phone: customer?.phone ?? "",
    email: customer?.email ?? "",
    wilaya: customer?.wilaya ?? "",
    note: customer?.note ?? "",
    language: customer?.language ?? null,
  });
  const { values } = form;
  const known = usePhoneHolder(opened, values.phone, customer?.id ?? null);

  function change(changed: Partial<CustomerInput>) {
    write.reset();
    form.set(changed);
  }

  async function submit() {
    const saved = customer
      ? await update.mutateAsync([customer.id, values])
      : await add.mutateAsync([values]);
    const name = saved.customer.name;
    if (saved.warning === "phone_known") {
      // Stays until it is closed: two cards of one person split a debt in two.
      notifications.show({
        message: t("customers.form.savedSamePhone", { name, other: saved.same_phone ?? "" }),
        color: "orange",
        icon: <IconAlertTriangle size={18} aria-hidden />,
        autoClose: false,
        closeButtonProps: { "aria-label": t("common.close") },
      });
    } else {
      notifyDone(t(customer ? "customers.form.saved" : "customers.form.added", { name }));
    }
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit().catch(() => undefined)}
      title={
        customer
          ? t("customers.form.editTitle", { name: customer.name })
          : t("customers.form.addTitle")
      }
      submitLabel={t(customer ? "customers.form.submitEdit" : "customers.form.submitAdd")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={FIELDS}
    >
      <SimpleGrid cols={2}>
        <TextInput
          label={t("customers.form.name")}
          value={values.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fieldError(write.error, "name")}
          autoComplete="off"
          required
          data-autofocus
        />
        <TextInput
          label={t("customers.form.phone")}
          placeholder={t("customers.form.phoneHelp", phone)}
          value={values.phone}
          onChange={(event) => change({ phone: event.currentTarget.value })}
          error={fieldError(write.error, "phone")}
          dir="ltr"
          type="tel"
          autoComplete="off"
        />
      </SimpleGrid>
      {known && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle aria-hidden />}
          role="status"
          data-testid="same-phone"
        >
          {t("customers.form.samePhone", { name: known.name })}{" "}
          <Anchor component={Link} href={`/customers/${known.id}`} inherit onClick={onClose}>
            {t("customers.form.samePhoneOpen")}
          </Anchor>
        </Alert>
      )}
      <SimpleGrid cols={2}>
        <TextInput
          label={t("customers.form.email")}
          value={values.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
          error={fieldError(write.error, "email")}
          dir="ltr"
          type="email"
          autoComplete="off"
        />
        <WilayaInput
          value={values.wilaya}
          onChange={(wilaya) => change({ wilaya })}
          error={fieldError(write.error, "wilaya")}
        />
        <ChoiceInput
          label={t("customers.form.language")}
          data={[
            {
              value: SHOPS_OWN,
              label: t("customers.form.languageShop", { language: LANGUAGE_NAMES[book.language] }),
            },
            ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
          ]}
          value={values.language ?? SHOPS_OWN}
          onChange={(value) =>
            change({ language: value === SHOPS_OWN ? null : (value as Language) })
          }
          error={fieldError(write.error, "language")}
          allowDeselect={false}
          data-testid="customer-language"
        />
      </SimpleGrid>
      <Textarea
        label={t("customers.form.note")}
        {...ownDirection(values.note)}
        value={values.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(write.error, "note")}
        autosize
        minRows={2}
        maxRows={6}
      />
    </FormDialog>
  );
}

/** Someone else who already has the number being typed. */
function usePhoneHolder(opened: boolean, phone: string, self: Id | null): Customer | undefined {
  const [typed] = useDebouncedValue(phone.trim(), PHONE_DELAY_MS);
  // Fewer digits are a part of a number, which many share.
  const whole = usePhoneExample().digits;
  const ready = opened && typed.replace(/\D/g, "").length >= whole;
  const query = { search: typed, archived: true, with_debt: false, after: null, limit: 5 };
  const found = useReadIf(ready, "customers", "customersPage", query);
  if (!ready || found.isPlaceholderData) return undefined;
  return found.data?.rows.find((row) => row.phone !== "" && row.id !== self);
}
