// What the customer was handed for a line of a sale: logins, links, codes.
import { ActionIcon, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Access, type AccessKind, type SaleLine, useWrite } from "../../api";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { useForm } from "../../components/useForm";
import { nextRow } from "./draft";

const KINDS: readonly AccessKind[] = ["login", "link", "code", "pin", "note"];

type Row = Access & { row: number };

function emptyRow(): Row {
  return { row: nextRow(), kind: "login", content: "" };
}

type AccessRowProps = {
  value: Row;
  number: number;
  error: string | undefined;
  first: boolean;
  onChange: (change: Partial<Access>) => void;
  onRemove: () => void;
};

function AccessRow({ value, number, error, first, onChange, onRemove }: AccessRowProps) {
  const { t } = useTranslation();
  const kinds = KINDS.map((kind) => ({ value: kind, label: t(`sales.access.kind.${kind}`) }));
  return (
    <Group align="flex-start" wrap="nowrap" gap="xs">
      <Select
        aria-label={t("sales.access.kindOf", { number })}
        data={kinds}
        value={value.kind}
        onChange={(kind) => kind && onChange({ kind: kind as AccessKind })}
        allowDeselect={false}
        w={140}
      />
      <TextInput
        aria-label={t("sales.access.contentOf", { number })}
        placeholder={t(`sales.access.placeholder.${value.kind}`)}
        dir={value.kind === "note" ? "auto" : "ltr"}
        autoComplete="off"
        spellCheck={false}
        value={value.content}
        onChange={(event) => onChange({ content: event.currentTarget.value })}
        error={error}
        flex={1}
        {...(first ? { "data-autofocus": true } : {})}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="input-sm"
        aria-label={t("sales.access.remove", { number })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

export function AccessDialog({ line, onClose }: { line: SaleLine; onClose: () => void }) {
  const { t } = useTranslation();
  const write = useWrite("saleAccess");
  const { values, set, dirty } = useForm<{ rows: Row[] }>({
    rows:
      line.access.length > 0
        ? line.access.map((access) => ({ ...access, row: nextRow() }))
        : [emptyRow()],
  });
  const { rows } = values;
  // A row in which nothing was typed says nothing: the program is asked about the others.
  const filled = rows.filter(({ content }) => content.trim() !== "");

  const submit = async () => {
    try {
      await write.mutateAsync([line.id, filled.map(({ kind, content }) => ({ kind, content }))]);
      notifyDone(t("sales.access.saved", { product: line.product }));
      onClose();
    } catch {
      // Said in the dialog, from write.error.
    }
  };
  const errorOf = (row: Row) => {
    const index = filled.indexOf(row);
    return index < 0 ? undefined : fieldError(write.error, `access.${index}.content`);
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("sales.access.title", { product: line.product })}
      submitLabel={t("sales.access.submit")}
      dirty={dirty}
      loading={write.isPending}
      error={write.error}
      fields={filled.map((_, index) => `access.${index}.content`)}
      size="lg"
      data-testid="access-dialog"
    >
      <Stack gap="xs">
        {rows.map((row, index) => (
          <AccessRow
            key={row.row}
            value={row}
            number={index + 1}
            first={index === 0}
            error={errorOf(row)}
            onChange={(change) =>
              set({ rows: rows.map((one) => (one === row ? { ...one, ...change } : one)) })
            }
            onRemove={() => set({ rows: rows.filter((one) => one !== row) })}
          />
        ))}
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => set({ rows: [...rows, emptyRow()] })}
          >
            {t("sales.access.add")}
          </Button>
        </Group>
      </Stack>
    </FormDialog>
  );
}
