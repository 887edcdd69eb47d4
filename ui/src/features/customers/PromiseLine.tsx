// When a customer said that he would pay.
import { Button, Group, Text } from "@mantine/core";
import { IconCalendarDue } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Customer, type Promise as Promised, useRead, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { DayText, ErrorNotice, notifyDone, StatusBadge } from "../../components";
import { useDialog } from "../../components/useDialog";
import { isZero } from "../../format";
import { PromiseDialog } from "./PromiseDialog";

export function PromiseLine({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const promise = useRead("customers", "customerPromise", customer.id);
  const write = useWrite("customerPromiseSet");
  const asking = useDialog<{ promise: Promised | null }>();
  const kept = promise.data ?? null;

  function remove() {
    write.mutate([customer.id, null, ""], {
      onSuccess: () => notifyDone(t("customers.promise.removed", { name: customer.name })),
    });
  }

  // Of somebody who owes nothing there is nothing to promise.
  if (!kept && (isZero(customer.owed) || promise.isPending) && !promise.error) return null;
  return (
    <div>
      <Group gap="sm" data-testid="promise">
        <IconCalendarDue size={18} stroke={1.6} aria-hidden />
        {kept && <Kept promise={kept} />}
        {!customer.archived && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => asking.open({ promise: kept })}
            data-testid="promise-set"
          >
            {t(kept ? "customers.promise.change" : "customers.promise.set")}
          </Button>
        )}
        {kept && !customer.archived && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            loading={write.isPending}
            onClick={remove}
            data-testid="promise-remove"
          >
            {t("customers.promise.remove")}
          </Button>
        )}
      </Group>
      <ErrorNotice error={write.error ?? promise.error} />
      {asking.target && (
        <PromiseDialog
          key={asking.key}
          customer={customer}
          promise={asking.target.promise}
          opened={asking.opened}
          onClose={asking.close}
        />
      )}
    </div>
  );
}

function Kept({ promise }: { promise: Promised }) {
  const { t } = useTranslation();
  const { today } = useBook();
  const { promised_on, note } = promise;
  if (promised_on === null) return null;
  return (
    <>
      <Text size="sm">
        {t("customers.promise.promised")}
        <DayText value={promised_on} />
      </Text>
      {/* Days as strings sort as days do. */}
      {promised_on <= today && (
        <StatusBadge tone="warning">{t("customers.promise.due")}</StatusBadge>
      )}
      {note && (
        <Text size="sm" c="dimmed">
          <bdi>{note}</bdi>
        </Text>
      )}
    </>
  );
}
