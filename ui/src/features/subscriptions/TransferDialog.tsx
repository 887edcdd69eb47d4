import { Text } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Customer, useWrite } from "../../api";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { ReasonInput } from "../../components/ReasonInput";
import { formatDay, isolate } from "../../format";
import { CustomerOption } from "../sales/CustomerPicker";
import { SearchPicker } from "../sales/SearchPicker";
import type { RowDialogProps } from "./RowDialog";
import { useHolder } from "./useHolder";

const SHOWN = 6;

async function searchCustomers(text: string): Promise<Customer[]> {
  const query = { search: text, archived: false, with_debt: false, after: null, limit: SHOWN };
  return (await api.customersPage(query)).rows;
}

/** To a customer who has a card: what runs is followed under a name. */
export function TransferDialog({ row, opened, onClose }: RowDialogProps) {
  const { t } = useTranslation();
  const write = useWrite("subscriptionTransfer");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [customer, setCustomer] = useState<Customer | null>(null);
  /** The choice as it stands once an Enter that came before the answer has been followed. */
  const chosen = useRef<Customer | null>(null);
  const picking = useRef<Promise<void>>(Promise.resolve());
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const customerField = useRef<HTMLInputElement>(null);
  const { product } = row;
  const holder = useHolder()(row);

  const choose = (next: Customer | null, name: string) => {
    write.reset();
    chosen.current = next;
    setCustomer(next);
    setText(name);
  };
  const submit = async () => {
    await picking.current;
    const to = chosen.current;
    if (to === null) {
      setTried(true);
      customerField.current?.focus();
      return;
    }
    await write.mutateAsync([row.id, to.id, reason]);
    notifyDone(t("subscriptions.transfer.done", { product, customer: to.name }));
    onClose();
  };
  const missing =
    tried && customer === null ? t("subscriptions.transfer.customerRequired") : undefined;

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      // Said in the dialog, from write.error.
      onSubmit={() => void submit().catch(() => undefined)}
      title={t("subscriptions.transfer.title", { product })}
      submitLabel={t("subscriptions.transfer.submit")}
      dirty={text.trim() !== "" || reason.trim() !== ""}
      loading={write.isPending}
      error={write.error}
      fields={["customer", "reason"]}
    >
      <Text size="sm">
        {t("subscriptions.transfer.text", {
          customer: holder,
          date: isolate(formatDay(row.ends_on)),
        })}
      </Text>
      <SearchPicker<Customer>
        label={t("subscriptions.transfer.customer")}
        placeholder={t("subscriptions.transfer.customerPlaceholder")}
        none={t("subscriptions.transfer.customerNone")}
        text={text}
        onText={(typed) => choose(null, typed)}
        chosen={customer !== null}
        room="customers"
        name="customers-to-pass-to"
        search={searchCustomers}
        optionKey={(option) => option.id}
        option={(option) => <CustomerOption option={{ kind: "known", customer: option }} />}
        onPick={(option, later) => {
          choose(option, option.name);
          if (!later) reasonField.current?.focus();
        }}
        onSkip={() => reasonField.current?.focus()}
        onPicking={(choice) => {
          picking.current = choice;
          reasonField.current?.focus();
        }}
        error={missing ?? fieldError(write.error, "customer")}
        inputRef={customerField}
        leftSection={<IconUser size={16} aria-hidden />}
        autoFocus
        data-testid="transfer-customer"
      />
      <ReasonInput
        label={t("subscriptions.transfer.reason")}
        placeholder={t("subscriptions.transfer.placeholder")}
        value={reason}
        onChange={setReason}
        error={fieldError(write.error, "reason")}
        inputRef={reasonField}
      />
    </FormDialog>
  );
}
