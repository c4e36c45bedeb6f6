"use strict";
// Questions to the library: it runs in a worker, so that the page answers to its reader whatever is asked. What goes wrong there is an
// answer, too: a trap, or silence for too long.

/**
 * @typedef {{field?: string, code?: string, kind?: string, reason?: string, hint?: string, start?: number, end?: number, message: string}} Mistake
 * @typedef {{error?: Mistake, [part: string]: any}} Answer
 */

/** Milliseconds after which nobody waits for an answer any more. */
const PATIENCE = 10_000;

/** What the worker does. It is a text there: a page of a file cannot load a worker of another file. */
function work() {
  /** @type {WebAssembly.Module} */
  let module;
  /** @type {any} */
  let library;
  onmessage = async ({ data }) => {
    try {
      module ??= await WebAssembly.compile(data.wasm);
      library ??= (await WebAssembly.instantiate(module)).exports;
      postMessage(answered(data.question));
    } catch (error) {
      postMessage(JSON.stringify({ error: { field: "library", message: told(error) } }));
      library = undefined;
    }
  };

  /** @param {string} question */
  function answered(question) {
    const bytes = new TextEncoder().encode(question);
    const at = library.room(bytes.length);
    new Uint8Array(library.memory.buffer, at, bytes.length).set(bytes);
    library.ask();
    return letter();
  }

  function letter() {
    return new TextDecoder().decode(new Uint8Array(library.memory.buffer, library.answer(), library.answer_length()));
  }

  /** After a panic, its message lies where the answer would. */
  function told(error) {
    const panic = library && error instanceof WebAssembly.RuntimeError ? letter() : "";
    return `the library failed: ${panic || error}`;
  }
}

/** The browser's own kind of worker. On a page of a file the theme's search has put another in its place; a frame still has it. */
function ownWorker() {
  if (!("IFrameWorker" in globalThis)) return Worker;
  /** @type {HTMLIFrameElement} */
  const frame = document.querySelector("iframe.workers") ?? document.createElement("iframe");
  frame.className = "workers";
  frame.hidden = true;
  if (!frame.isConnected) document.body.append(frame);
  return /** @type {any} */ (frame.contentWindow).Worker;
}

/** The library, asked one question after the other. Of questions that wait, the last is asked. */
class Library {
  /** @param {string} wasm in base64 */
  constructor(wasm) {
    this.wasm = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
    /** @type {Worker | undefined} */
    this.worker = undefined;
    this.timer = 0;
    /** @type {{question: object, give: (answer: Answer) => void} | undefined} */
    this.asked = undefined;
    /** @type {typeof this.asked} */
    this.waiting = undefined;
  }

  /**
   * @param {object} question
   * @param {(answer: Answer) => void} give
   */
  ask(question, give) {
    this.waiting = { question, give };
    if (!this.asked) this.next();
  }

  next() {
    this.asked = this.waiting;
    this.waiting = undefined;
    if (!this.asked) return;
    const message = { question: JSON.stringify(this.asked.question), wasm: this.wasm };
    this.timer = setTimeout(() => this.giveUp(), PATIENCE);
    (this.worker ??= this.hired()).postMessage(message);
  }

  hired() {
    const worker = new (ownWorker())(URL.createObjectURL(new Blob([`(${work})()`], { type: "text/javascript" })));
    worker.onmessage = ({ data }) => this.answered(JSON.parse(data));
    worker.onerror = (event) => this.answered({ error: { field: "library", message: `the library failed: ${event.message}` } });
    return worker;
  }

  giveUp() {
    this.worker?.terminate();
    this.worker = undefined;
    this.answered({ error: { field: "library", message: "there is no answer after ten seconds" } });
  }

  /** @param {Answer} answer */
  answered(answer) {
    clearTimeout(this.timer);
    const asked = this.asked;
    this.asked = undefined;
    // What nobody waits for any more need not be shown.
    if (!this.waiting) asked?.give(answer);
    this.next();
  }
}
