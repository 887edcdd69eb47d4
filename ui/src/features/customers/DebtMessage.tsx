// The message about what a customer owes, ready to be sent.
import { useTranslation } from "react-i18next";
import { type Customer, useReadIf } from "../../api";
import { MessageDialog } from "../../components/MessageDialog";

type Props = { customer: Customer; opened: boolean; onClose: () => void };

/** Nothing is kept of it: a debt may be told of as often as the shop likes. */
export function DebtMessage({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const message = useReadIf(opened, "customers", "customerMessage", customer.id);
  return (
    <MessageDialog
      opened={opened}
      onClose={onClose}
      title={t("customers.message.title", { name: customer.name })}
      query={message}
      onSent={() => undefined}
    />
  );
}
