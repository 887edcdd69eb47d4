import { ActionIcon, Anchor, Button, Group, Menu, Stack, Title } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowLeft,
  IconDots,
  IconPencil,
  IconPlus,
  IconUserOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { type Customer, type Id, type Statement, useRead } from "../../api";
import { EmptyState, ErrorNotice, LoadState, Page, StatusBadge } from "../../components";
import { useArchiving } from "../../components/useArchiving";
import { useDialog } from "../../components/useDialog";
import { CustomerDialog } from "./CustomerDialog";
import { ContactLine, CustomerSummary } from "./CustomerSummary";
import { StatementTable } from "./StatementTable";
import { SubscriptionsTable } from "./SubscriptionsTable";

/** One customer: how to reach him, what he owes, what he bought and what still runs. */
export function CustomerPage({ id }: { id: Id }) {
  const { t } = useTranslation();
  const statement = useRead("customers", "customerStatement", id);
  if (statement.error?.code === "unknown_customer") {
    return (
      <Page title={t("customers.page.unknownTitle")}>
        <EmptyState
          icon={IconUserOff}
          title={t("customers.page.unknownTitle")}
          text={t("customers.page.unknownText")}
          action={<BackLink />}
        />
      </Page>
    );
  }
  return <LoadState query={statement}>{(data) => <Details statement={data} />}</LoadState>;
}

function BackLink() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} href="/customers" size="sm">
      <Group component="span" gap={4}>
        <IconArrowLeft size={16} className="mantine-rotate-rtl" aria-hidden />
        {t("customers.page.back")}
      </Group>
    </Anchor>
  );
}

function Details({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { customer } = statement;
  const { id, name, archived } = customer;
  const subscriptions = useRead("subscriptions", "customerSubscriptions", id);
  const editing = useDialog<Customer>();
  const archiving = useArchiving("customerArchive", "customers.archive");
  const ArchiveIcon = archived ? IconArchiveOff : IconArchive;

  return (
    <Page
      title={
        <Group gap="sm">
          <bdi>{name}</bdi>
          {archived && <StatusBadge tone="neutral">{t("customers.archivedBadge")}</StatusBadge>}
        </Group>
      }
      subtitle={<BackLink />}
      actions={
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
              <Menu.Item
                leftSection={<ArchiveIcon size={16} aria-hidden />}
                onClick={() =>
                  archived ? archiving.unarchive(customer) : archiving.archive(customer)
                }
              >
                {t(archived ? "customers.page.unarchive" : "customers.page.archive")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
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
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={() => navigate(`/sales/new?customer=${id}`)}
              data-testid="customer-new-sale"
            >
              {t("customers.page.newSale")}
            </Button>
          )}
        </>
      }
    >
      <ErrorNotice error={archiving.error} />
      <ContactLine customer={customer} />
      <CustomerSummary customer={customer} />
      <Stack component="section" gap="sm">
        <Title order={2} size="h4">
          {t("customers.subscriptions.title")}
        </Title>
        <LoadState query={subscriptions}>
          {(rows) => <SubscriptionsTable name={name} rows={rows} />}
        </LoadState>
      </Stack>
      <Stack component="section" gap="sm">
        <Title order={2} size="h4">
          {t("customers.statement.title")}
        </Title>
        <StatementTable statement={statement} />
      </Stack>

      {editing.target && (
        <CustomerDialog
          key={editing.key}
          customer={editing.target}
          opened={editing.opened}
          onClose={editing.close}
        />
      )}
      {archiving.dialog}
    </Page>
  );
}
