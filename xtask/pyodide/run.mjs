// Runs a Python script in Pyodide, with a wheel installed: node run.mjs MODULES WHEEL SCRIPT ARGUMENT...
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, wheel, script, ...rest] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(modules, "pyodide/pyodide.mjs")));
const python = await loadPyodide();

// The script reads this machine's files under their own names. What Pyodide needs itself stays.
for (const entry of fs.readdirSync("/", { withFileTypes: true })) {
  const place = `/${entry.name}`;
  if (!entry.isDirectory() || ["/dev", "/lib", "/proc"].includes(place)) continue;
  if (!python.FS.analyzePath(place).exists) python.FS.mkdir(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: place }, place);
}
python.FS.chdir(process.cwd());

await python.loadPackage(wheel, { messageCallback: () => {}, errorCallback: console.error });
python.globals.set("words", python.toPy([script, ...rest]));
python.runPython(`
import os, runpy, sys
sys.argv = list(words)
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
`);
