// Everything around the application that isn't a screen: theme, language, readings, messages.
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { asAppError } from "../api";
import { ErrorBoundary } from "./ErrorBoundary";
import { LanguageProvider } from "./Language";
import { cssVariables, theme } from "./theme";

/** Only a busy book is worth asking again by itself: a rule's refusal stays a refusal. */
function mayRetry(failures: number, error: unknown): boolean {
  return failures < 2 && asAppError(error).code === "book_busy";
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: mayRetry,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The program is on this computer: "offline" means nothing to it.
        networkMode: "always",
        staleTime: 30_000,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

type RootProps = {
  children: ReactNode;
  colorScheme?: "light" | "dark";
  /** With readings that were asked for ahead; a new one otherwise. */
  client?: QueryClient;
};

export function Root({ children, colorScheme, client: given }: RootProps) {
  const [client] = useState(() => given ?? newQueryClient());
  return (
    <LanguageProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        {...(colorScheme ? { forceColorScheme: colorScheme } : {})}
      >
        <QueryClientProvider client={client}>
          <ErrorBoundary>{children}</ErrorBoundary>
          <Notifications position="bottom-center" classNames={{ root: "rasid-notices" }} />
        </QueryClientProvider>
      </MantineProvider>
    </LanguageProvider>
  );
}
