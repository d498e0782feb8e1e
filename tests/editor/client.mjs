// A language server as a child process: starts it, opens texts, asks about places in them.

import { spawn } from "node:child_process";

/// Starts the server in `folder`.
export async function start(program, folder) {
  const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = new Map();
  const findings = new Map();
  let number = 0;

  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    server.stdin.write(body);
  };
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      number += 1;
      answers.set(number, (message) => (message.error ? reject(new Error(message.error.message)) : resolve(message.result)));
      send({ id: number, method, params });
    });
  const take = (message) => {
    if (message.method === "textDocument/publishDiagnostics") {
      findings.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      // It asks for settings, which it has been told, and announces what it can do.
      const settings = message.method === "workspace/configuration";
      send({ id: message.id, result: settings ? message.params.items.map(() => null) : null });
    } else if (message.id !== undefined) {
      answers.get(message.id)?.(message);
      answers.delete(message.id);
    }
  };

  let buffer = Buffer.alloc(0);
  server.stdout.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf("\r\n\r\n");
      const length = end < 0 ? 0 : Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end))[1]);
      if (end < 0 || buffer.length < end + 4 + length) return;
      const message = buffer.subarray(end + 4, end + 4 + length);
      buffer = buffer.subarray(end + 4 + length);
      take(JSON.parse(message));
    }
  });

  const markdown = ["markdown"];
  const capabilities = {
    textDocument: {
      completion: { completionItem: { snippetSupport: true, documentationFormat: markdown } },
      hover: { contentFormat: markdown },
    },
  };
  await ask("initialize", { processId: process.pid, rootUri: folder.href, capabilities });
  send({ method: "initialized", params: {} });
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml } } });

  return {
    /// Opens a text as the file at `uri`; what the server finds wrong in it.
    open: (uri, text) =>
      new Promise((resolve) => {
        findings.set(uri, (found) => resolve(found.map((finding) => finding.message)));
        const textDocument = { uri, languageId: "yaml", version: 1, text };
        send({ method: "textDocument/didOpen", params: { textDocument } });
      }),
    /// What the server would fill in at a place.
    completions: async (uri, position) => {
      const result = await ask("textDocument/completion", { textDocument: { uri }, position });
      return (result?.items ?? result ?? []).map((item) => item.label);
    },
    /// What the server says about a place.
    hover: async (uri, position) => {
      const result = await ask("textDocument/hover", { textDocument: { uri }, position });
      return result?.contents?.value ?? "";
    },
    end: () => server.kill(),
  };
}
