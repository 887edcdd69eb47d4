// What was handed over for each line of a sale, and the message that tells the customer.
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconMessage, IconPencil } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Sale, type SaleLine, useRead } from "../../api";
import { Code } from "../../components";
import { MessageDialog } from "../../components/MessageDialog";
import { AccessDialog } from "./AccessDialog";

function LineAccess({ line, onEdit }: { line: SaleLine; onEdit: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <Stack gap={4} miw={0}>
        <Text size="sm" fw={500}>
          <bdi>{line.product}</bdi>
        </Text>
        {line.access.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("sales.access.none")}
          </Text>
        )}
        {line.access.map((access) => (
          <Group key={`${access.kind} ${access.content}`} gap="xs" wrap="nowrap" align="baseline">
            <Text size="xs" c="dimmed" miw={96}>
              {t(`sales.access.kind.${access.kind}`)}
            </Text>
            {access.kind === "note" ? (
              <Text size="sm" dir="auto">
                {access.content}
              </Text>
            ) : (
              <Code>{access.content}</Code>
            )}
          </Group>
        ))}
      </Stack>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={onEdit}
        aria-label={t("sales.access.editOf", { product: line.product })}
      >
        {t(line.access.length === 0 ? "sales.access.enter" : "sales.access.edit")}
      </Button>
    </Group>
  );
}

function AccessMessage({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation();
  const message = useRead("sales", "saleMessage", sale.id);
  return (
    <MessageDialog
      opened
      onClose={onClose}
      title={t("sales.access.messageTitle")}
      query={message}
      onSent={() => undefined}
    />
  );
}

/** Where nothing can be handed over any more, as for a cancelled sale without access, it is not there. */
export function AccessSection({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const id = useId();
  const [editing, setEditing] = useState<SaleLine | null>(null);
  const [telling, setTelling] = useState(false);
  const sold = sale.lines.filter((line) => line.kind === "sale");
  const delivered = sold.some((line) => line.access.length > 0);
  if (sale.status === "cancelled" && !delivered) return null;
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id={id}>
          {t("sales.access.section")}
        </Title>
        {delivered && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconMessage size={14} aria-hidden />}
            onClick={() => setTelling(true)}
          >
            {t("sales.access.message")}
          </Button>
        )}
      </Group>
      <Paper withBorder p="md">
        <Stack gap="md">
          {sold.map((line) => (
            <LineAccess key={line.id} line={line} onEdit={() => setEditing(line)} />
          ))}
        </Stack>
      </Paper>
      {editing && <AccessDialog line={editing} onClose={() => setEditing(null)} />}
      {telling && <AccessMessage sale={sale} onClose={() => setTelling(false)} />}
    </section>
  );
}
