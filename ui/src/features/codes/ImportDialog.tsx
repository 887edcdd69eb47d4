import { Button, Group, Text, Textarea } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CodesImported, type Product, useWrite } from "../../api";
import { FormDialog, fieldError } from "../../components";
import { useOnce } from "../../components/useOnce";
import { useRequired } from "../../components/useRequired";
import classes from "./codes.module.css";
import { ImportResult } from "./ImportResult";

type Props = { product: Product; opened: boolean; onClose: () => void };

/** A list of codes and what became of it; then, where one likes, another list. */
type Round = { number: number; text: string; answer: CodesImported | null };

/** Codes come in as a list, pasted or out of a file; what is refused is named, line by line. */
export function ImportDialog({ product, opened, onClose }: Props) {
  const [round, setRound] = useState<Round>({ number: 1, text: "", answer: null });
  const { number, text, answer } = round;
  return (
    <>
      <ImportForm
        key={number}
        product={product}
        start={text}
        opened={opened && answer === null}
        onClose={onClose}
        onImported={(sent, now) => setRound({ number, text: sent, answer: now })}
      />
      <ImportResult
        opened={opened && answer !== null}
        answer={answer}
        onClose={onClose}
        onAnother={() => {
          if (answer) setRound({ number: number + 1, text: toMend(text, answer), answer: null });
        }}
      />
    </>
  );
}

/** The lines that can be mended; the others are there already. */
function toMend(text: string, { refused }: CodesImported): string {
  const lines = text.split("\n");
  const unreadable = refused.filter(({ reason }) => reason === "unreadable");
  return unreadable.map(({ line }) => lines[line - 1] ?? "").join("\n");
}

function countLines(text: string): number {
  return text.split("\n").filter((line) => line.trim() !== "").length;
}

type FormProps = Props & {
  start: string;
  onImported: (text: string, answer: CodesImported) => void;
};

function ImportForm({ product, start, opened, onClose, onImported }: FormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(start);
  const write = useWrite("codesImport");
  const file = useWrite("codesReadFile");
  const field = useRef<HTMLTextAreaElement>(null);
  const required = useRequired({ text }, ["text"]);
  const once = useOnce();

  const change = (typed: string) => {
    write.reset();
    file.reset();
    setText(typed);
  };
  const submit = () => {
    if (!required.check()) return;
    once(async () => {
      onImported(text, await write.mutateAsync([{ product_id: product.id, text }]));
    });
  };
  const read = async () => {
    const found = await file.mutateAsync([]);
    // Null: the dialog of the system was closed.
    if (found === null) return;
    setText((before) => (before.trim() === "" ? found : `${before.trimEnd()}\n${found}`));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter begins the next code.
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={submit}
      title={t("codes.import.title", { name: product.name })}
      submitLabel={t("codes.import.submit")}
      dirty={text.trim() !== ""}
      loading={write.isPending}
      error={write.error ?? file.error}
      fields={["text"]}
      size="lg"
      data-testid="codes-import-dialog"
      footer={
        <Text size="sm" c="dimmed" role="status" data-testid="codes-lines">
          {t("codes.import.lines", { count: countLines(text) })}
        </Text>
      }
    >
      <Textarea
        ref={field}
        label={t("codes.import.list")}
        description={t("codes.import.help")}
        attributes={{ input: { dir: "ltr" } }}
        classNames={{ input: classes.list ?? "" }}
        rows={12}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={required.error("text") ?? fieldError(write.error, "text")}
        required
        data-autofocus
        data-testid="codes-text"
      />
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconFile size={16} aria-hidden />}
          loading={file.isPending}
          // A refusal is said in the dialog, from file.error; what was typed stays.
          onClick={() => void read().catch(() => undefined)}
          data-testid="codes-file"
        >
          {t("codes.import.file")}
        </Button>
      </Group>
    </FormDialog>
  );
}
