import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconBrandWhatsapp, IconCopy } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Message, useWrite } from "../api";
import { isolate } from "../format";
import { copyText } from "./copy";
import { ErrorNotice } from "./errors";
import { notifyDone } from "./notify";
import { LoadState, type Reading } from "./Page";

type Props = {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The message as the program has written it; several where it goes to several people. */
  query: Reading<Message | readonly Message[]>;
  /** A message has left: WhatsApp has it, or the clipboard. Said once a message. */
  onSent: () => void;
};

/** A message that is ready: handed to WhatsApp, or copied to be sent another way. */
export function MessageDialog({ opened, onClose, title, query, onSent }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="message-dialog"
    >
      <LoadState query={query}>
        {(message) => (
          <InTurn
            messages={"text" in message ? [message] : message}
            onClose={onClose}
            onSent={onSent}
          />
        )}
      </LoadState>
    </Modal>
  );
}

type InTurnProps = { messages: readonly Message[]; onClose: () => void; onSent: () => void };

/** One message after the other: each person gets his own, and each is reached whatever became of the one before. */
function InTurn({ messages, onClose, onSent }: InTurnProps) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  const sent = useRef(new Set<number>());
  const message = messages[turn];
  if (message === undefined) return null;
  const tell = () => {
    if (sent.current.has(turn)) return;
    sent.current.add(turn);
    onSent();
  };
  /** To the next one that nobody has got, else all is done. */
  const goOn = () => {
    const left = messages.map((_, index) => index).filter((index) => !sent.current.has(index));
    const next = left.find((index) => index > turn) ?? left[0];
    if (next === undefined) onClose();
    else setTurn(next);
  };
  return (
    <Stack gap="sm">
      {messages.length > 1 && (
        <Group justify="space-between" gap="sm">
          <Text size="sm" fw={500} data-testid="message-turn">
            {t("message.turn", {
              name: isolate(message.to === "" ? t("sales.passing") : message.to),
              turn: turn + 1,
              all: messages.length,
            })}
          </Text>
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              disabled={turn === 0}
              onClick={() => setTurn(turn - 1)}
              data-testid="message-previous"
            >
              {t("message.previous")}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={turn === messages.length - 1}
              onClick={() => setTurn(turn + 1)}
              data-testid="message-next"
            >
              {t("message.next")}
            </Button>
          </Group>
        </Group>
      )}
      <Ready key={turn} message={message} onDone={goOn} onSent={tell} />
    </Stack>
  );
}

type ReadyProps = { message: Message; onDone: () => void; onSent: () => void };

function Ready({ message, onDone, onSent }: ReadyProps) {
  const { t } = useTranslation();
  const open = useWrite("messageOpen");
  const field = useRef<HTMLTextAreaElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const [said, setSaid] = useState<"notOpened" | "notCopied" | null>(null);
  const { link, text } = message;
  // The message may come after the dialog has looked for where to put the focus.
  useEffect(() => first.current?.focus(), []);

  const copy = async (refused: boolean) => {
    const select = () => {
      field.current?.focus();
      field.current?.select();
    };
    if (!(await copyText(text, select))) {
      setSaid("notCopied");
      return;
    }
    onSent();
    if (refused) setSaid("notOpened");
    else {
      notifyDone(t("message.copied"));
      onDone();
    }
  };
  const openWhatsApp = async (to: string) => {
    if (!(await open.mutateAsync([to]))) {
      await copy(true);
      return;
    }
    onSent();
    notifyDone(t("message.opened"));
    onDone();
  };

  return (
    <Stack gap="md">
      <Textarea
        ref={field}
        label={t("message.text")}
        value={text}
        readOnly
        // On the field itself: beside its label the text would take the label's direction.
        attributes={{ input: { dir: "auto" } }}
        autosize
        minRows={4}
        maxRows={12}
        data-testid="message-text"
      />
      {link === null && (
        <Text size="sm" c="dimmed">
          {t("message.noPhone")}
        </Text>
      )}
      {said !== null && (
        <Alert color="orange" variant="light" role="alert" data-testid="message-said">
          {t(`message.${said}`)}
        </Alert>
      )}
      <ErrorNotice error={open.error} />
      <Group justify="flex-end" gap="sm">
        <Button
          ref={link === null ? first : undefined}
          variant={link === null ? "filled" : "default"}
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => void copy(false)}
          data-autofocus={link === null || undefined}
          data-testid="message-copy"
        >
          {t("message.copy")}
        </Button>
        {link !== null && (
          <Button
            ref={first}
            leftSection={<IconBrandWhatsapp size={18} aria-hidden />}
            loading={open.isPending}
            onClick={() => void openWhatsApp(link).catch(() => undefined)}
            data-autofocus
            data-testid="message-open"
          >
            {t("message.open")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
