const NEEDED = [20, 19];

/** Ends the process with a clear sentence when this Node is too old for the build. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = NEEDED;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  console.error(
    `Spoor needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. ` +
      'Install a newer one from nodejs.org and try again.',
  );
  process.exit(1);
}
