// What can be done about a customer, with the dialogs in which it is done.
import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconArrowMerge,
  IconCash,
  IconDots,
  IconMessage,
  IconPencil,
  IconPlus,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { api, type Customer } from "../../api";
import type { useArchiving } from "../../components/useArchiving";
import { useDialog } from "../../components/useDialog";
import { isZero } from "../../format";
import { usePaymentReceipt } from "../receipts/ReceiptButtons";
import { hasAdvance } from "../sales/methods";
import { CollectDialog } from "./CollectDialog";
import { CustomerDialog } from "./CustomerDialog";
import { DebtMessage } from "./DebtMessage";
import { GiveBackDialog } from "./GiveBackDialog";
import { MergeDialog } from "./MergeDialog";

type Props = { customer: Customer; archiving: ReturnType<typeof useArchiving> };

export function CustomerActions({ customer, archiving }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { id, archived } = customer;
  const owes = !isZero(customer.debt);
  const editing = useDialog<Customer>();
  const collecting = useDialog<Customer>();
  const writing = useDialog<Customer>();
  const receipt = usePaymentReceipt();
  const openNewest = async () => {
    const payment = await api.customerNewestPayment(id);
    if (payment !== null) receipt.open(payment);
  };

  return (
    <>
      <More customer={customer} archiving={archiving} />
      {!isZero(customer.owed) && (
        <Button
          variant="default"
          leftSection={<IconMessage size={18} aria-hidden />}
          onClick={() => writing.open(customer)}
          data-testid="customer-message"
        >
          {t("customers.message.open")}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPencil size={18} aria-hidden />}
        onClick={() => editing.open(customer)}
        data-testid="customer-edit"
      >
        {t("customers.page.edit")}
      </Button>
      {!archived && (
        <Button
          variant={owes ? "default" : "filled"}
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => navigate(`/sales/new?customer=${id}`)}
          data-testid="customer-new-sale"
        >
          {t("customers.page.newSale")}
        </Button>
      )}
      <Button
        variant={owes ? "filled" : "default"}
        leftSection={<IconCash size={18} aria-hidden />}
        onClick={() => collecting.open(customer)}
        data-testid="customer-collect"
      >
        {t("customers.collect.open")}
      </Button>
      {editing.target && (
        <CustomerDialog
          key={editing.key}
          customer={editing.target}
          opened={editing.opened}
          onClose={editing.close}
        />
      )}
      {collecting.target && (
        <CollectDialog
          key={`collect ${collecting.key}`}
          customer={collecting.target}
          opened={collecting.opened}
          onClose={collecting.close}
          onReceipt={() => void openNewest().catch(() => undefined)}
        />
      )}
      {receipt.dialog}
      {writing.target && (
        <DebtMessage
          key={`message ${writing.key}`}
          customer={writing.target}
          opened={writing.opened}
          onClose={writing.close}
        />
      )}
    </>
  );
}

/** What is done seldom. */
function More({ customer, archiving }: Props) {
  const { t } = useTranslation();
  const { name, archived } = customer;
  const [, navigate] = useLocation();
  const givingBack = useDialog<Customer>();
  const merging = useDialog<Customer>();
  const ArchiveIcon = archived ? IconArchiveOff : IconArchive;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label={t("customers.page.more", { name })}
            data-testid="customer-menu"
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {hasAdvance(customer.credit) && (
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => givingBack.open(customer)}
            >
              {t("customers.giveBack.open")}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconArrowMerge size={16} aria-hidden />}
            onClick={() => merging.open(customer)}
          >
            {t("customers.merge.open")}
          </Menu.Item>
          <Menu.Item
            leftSection={<ArchiveIcon size={16} aria-hidden />}
            onClick={() => (archived ? archiving.unarchive(customer) : archiving.archive(customer))}
          >
            {t(archived ? "customers.page.unarchive" : "customers.page.archive")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {givingBack.target && (
        <GiveBackDialog
          key={givingBack.key}
          customer={givingBack.target}
          opened={givingBack.opened}
          onClose={givingBack.close}
        />
      )}
      {merging.target && (
        <MergeDialog
          key={`merge ${merging.key}`}
          first={merging.target}
          opened={merging.opened}
          onClose={merging.close}
          onMerged={(gone, kept) => {
            merging.close();
            // In place of his page, which is the other's now.
            navigate(`/customers/${kept.id}?merged=${gone.id}`, { replace: true });
          }}
        />
      )}
    </>
  );
}
