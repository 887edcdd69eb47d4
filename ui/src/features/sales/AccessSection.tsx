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

type LineAccessProps = { line: SaleLine; number: number; reveal: Reveal; onEdit: () => void };

/** Nothing is handed over any more for a line that was taken back: what was is still read. */
function LineAccess({ line, number, reveal, onEdit }: LineAccessProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <Stack gap={4} miw={0}>
        <Text size="sm" fw={500}>
          <bdi>{line.product}</bdi>
          {line.returned && ` · ${t("sales.access.returned")}`}
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
      {!line.returned && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={onEdit}
          aria-label={t("sales.access.editOf", { product: line.product, number })}
        >
          {t(line.access.length === 0 ? "sales.access.enter" : "sales.access.edit")}
        </Button>
      )}
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

/** Where nothing was handed over and nothing can be any more, as for a cancelled sale, it is not there. */
export function AccessSection({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const id = useId();
  const [editing, setEditing] = useState<SaleLine | null>(null);
  const [telling, setTelling] = useState(false);
  // No reading: the message holds the codes whole, and that they were seen is noted.
  const message = useWrite("saleMessage");
  const ask = () => message.mutate([sale.id]);
  const reveal = useReveal();
  const sold = sale.lines
    .filter((line) => line.kind === "sale")
    .map((line, index) => ({ line, number: index + 1 }));
  const shown = sold.filter(({ line }) => !line.returned || isDelivered(line));
  if (shown.length === 0) return null;
  const tellable = shown.some(({ line }) => !line.returned && isDelivered(line));
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id={id}>
          {t("sales.access.section")}
        </Title>
        {tellable && (
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
          {shown.map(({ line, number }) => (
            <LineAccess
              key={line.id}
              line={line}
              number={number}
              reveal={reveal}
              onEdit={() => setEditing(line)}
            />
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
