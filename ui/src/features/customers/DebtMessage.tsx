// The message about what a customer owes, ready to be sent.
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconBrandWhatsapp, IconCopy, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, api, type Customer, type Message, useWrite } from "../../api";
import { directionOf } from "../../app/i18n";
import { LoadState, notifyDone, PhoneText } from "../../components";
import { copyText } from "./copyText";

type Props = { customer: Customer; opened: boolean; onClose: () => void };

export function DebtMessage({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const message = useQuery<Message, AppError>({
    queryKey: ["customers", "customerMessage", customer.id],
    queryFn: () => api.customerMessage(customer.id),
    // It follows the wording in the settings as well: asked for anew at each opening.
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("customers.message.title", { name: customer.name })}
      size="lg"
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="debt-message"
    >
      <LoadState query={message}>{(data) => <Ready message={data} />}</LoadState>
    </Modal>
  );
}

function focusWhenDrawn(button: HTMLButtonElement | null) {
  button?.focus();
}

type Told = "notOpened" | "notCopied" | null;

function Ready({ message }: { message: Message }) {
  const { t } = useTranslation();
  const open = useWrite("messageOpen");
  const field = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState<Told>(null);
  const { link, language } = message;

  async function copy(): Promise<boolean> {
    const copied = field.current !== null && (await copyText(field.current));
    setTold(copied ? null : "notCopied");
    return copied;
  }
  async function whatsapp() {
    if (link === null) return;
    const opened = await open.mutateAsync([link]).catch(() => false);
    if (opened) setTold(null);
    else if (await copy()) setTold("notOpened");
  }

  return (
    <Stack gap="md">
      {link === null ? (
        <Notice>{t("customers.message.noPhone")}</Notice>
      ) : (
        <Text size="sm">
          {t("customers.message.to")} <PhoneText value={message.phone} />
        </Text>
      )}
      <Textarea
        ref={field}
        label={t("customers.message.text")}
        value={message.text}
        readOnly
        autosize
        minRows={3}
        maxRows={10}
        lang={language}
        dir={directionOf(language)}
        data-testid="message-text"
      />
      {told && <Notice>{t(`customers.message.${told}`)}</Notice>}
      <Group justify="flex-end" gap="sm">
        <Button
          ref={link === null ? focusWhenDrawn : undefined}
          variant={link === null ? "filled" : "default"}
          leftSection={<IconCopy size={18} aria-hidden />}
          onClick={() =>
            void copy().then((copied) => copied && notifyDone(t("customers.message.copied")))
          }
          data-testid="message-copy"
        >
          {t("customers.message.copy")}
        </Button>
        {link !== null && (
          <Button
            ref={focusWhenDrawn}
            leftSection={<IconBrandWhatsapp size={18} aria-hidden />}
            loading={open.isPending}
            onClick={() => void whatsapp()}
            data-testid="message-whatsapp"
          >
            {t("customers.message.whatsapp")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <Alert color="orange" variant="light" role="status" icon={<IconInfoCircle aria-hidden />}>
      {children}
    </Alert>
  );
}
