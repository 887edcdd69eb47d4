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

/** One message after the other: each person gets his own. */
function InTurn({ messages, onClose, onSent }: InTurnProps) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  const message = messages[turn];
  if (message === undefined) return null;
  const isLast = turn === messages.length - 1;
  return (
    <Stack gap="sm">
      {messages.length > 1 && (
        <Text size="sm" fw={500} data-testid="message-turn">
          {t("message.turn", {
            name: isolate(message.to === "" ? t("sales.passing") : message.to),
            turn: turn + 1,
            all: messages.length,
          })}
        </Text>
      )}
      <Ready
        key={turn}
        message={message}
        onClose={isLast ? onClose : () => setTurn(turn + 1)}
        onSent={onSent}
      />
    </Stack>
  );
}

type ReadyProps = { message: Message; onClose: () => void; onSent: () => void };

function Ready({ message, onClose, onSent }: ReadyProps) {
  const { t } = useTranslation();
  const open = useWrite("messageOpen");
  const field = useRef<HTMLTextAreaElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const sent = useRef(false);
  const [said, setSaid] = useState<"notOpened" | "notCopied" | null>(null);
  const { link, text } = message;
  // The message may come after the dialog has looked for where to put the focus.
  useEffect(() => first.current?.focus(), []);

  const tell = () => {
    if (sent.current) return;
    sent.current = true;
    onSent();
  };
  const copy = async (refused: boolean) => {
    const select = () => {
      field.current?.focus();
      field.current?.select();
    };
    if (!(await copyText(text, select))) {
      setSaid("notCopied");
      return;
    }
    tell();
    if (refused) setSaid("notOpened");
    else {
      notifyDone(t("message.copied"));
      onClose();
    }
  };
  const openWhatsApp = async (to: string) => {
    if (!(await open.mutateAsync([to]))) {
      await copy(true);
      return;
    }
    tell();
    notifyDone(t("message.opened"));
    onClose();
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
