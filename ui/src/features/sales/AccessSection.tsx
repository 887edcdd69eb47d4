// What was handed over for each line of a sale, and the message that tells the customer.
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconMessage, IconPencil } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Message, type Sale, type SaleLine, useWrite } from "../../api";
import { Code, ErrorNotice, StatusBadge } from "../../components";
import { MessageDialog } from "../../components/MessageDialog";
import type { Reading } from "../../components/Page";
import { CodeText } from "../codes/CodeText";
import { type Reveal, useReveal } from "../codes/useReveal";
import { AccessDialog } from "./AccessDialog";

type LineAccessProps = { line: SaleLine; reveal: Reveal; onEdit: () => void };

function LineAccess({ line, reveal, onEdit }: LineAccessProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <Stack gap={4} miw={0}>
        <Text size="sm" fw={500}>
          <bdi>{line.product}</bdi>
        </Text>
        {!isDelivered(line) && (
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
        <SoldCodes line={line} reveal={reveal} />
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

/** What the line took from stock: masked, and whole for whom asks. */
function SoldCodes({ line, reveal }: { line: SaleLine; reveal: Reveal }) {
  const { t } = useTranslation();
  if (line.codes.length === 0) return null;
  return (
    <>
      {line.codes.map(({ id, masked, revealed }) => (
        <Group key={id} gap="xs" wrap="nowrap" align="center" data-testid={`sold-code-${id}`}>
          <Text size="xs" c="dimmed" miw={96}>
            {t("sales.access.kind.code")}
          </Text>
          <CodeText id={id} masked={masked} reveal={reveal} />
          {revealed && <StatusBadge tone="neutral">{t("sales.access.seen")}</StatusBadge>}
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        {t("sales.access.codesHint")}
      </Text>
    </>
  );
}

type AccessMessageProps = { message: Reading<readonly Message[]>; onClose: () => void };

function AccessMessage({ message, onClose }: AccessMessageProps) {
  const { t } = useTranslation();
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

function isDelivered({ access, codes }: SaleLine): boolean {
  return access.length > 0 || codes.length > 0;
}

/** Where nothing can be handed over any more, as for a cancelled sale without access, it is not there. */
export function AccessSection({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const id = useId();
  const [editing, setEditing] = useState<SaleLine | null>(null);
  const [telling, setTelling] = useState(false);
  // No reading: the message holds the codes whole, and that they were seen is noted.
  const message = useWrite("saleMessage");
  const ask = () => message.mutate([sale.id]);
  const reveal = useReveal();
  const sold = sale.lines.filter((line) => line.kind === "sale");
  const delivered = sold.some(isDelivered);
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
            onClick={() => {
              ask();
              setTelling(true);
            }}
            data-testid="access-message"
          >
            {t("sales.access.message")}
          </Button>
        )}
      </Group>
      <Paper withBorder p="md">
        <Stack gap="md">
          {sold.map((line) => (
            <LineAccess key={line.id} line={line} reveal={reveal} onEdit={() => setEditing(line)} />
          ))}
          <ErrorNotice error={reveal.error} />
        </Stack>
      </Paper>
      {editing && <AccessDialog line={editing} onClose={() => setEditing(null)} />}
      {telling && (
        <AccessMessage
          message={{ data: message.data, error: message.error, refetch: ask }}
          onClose={() => setTelling(false)}
        />
      )}
    </section>
  );
}
