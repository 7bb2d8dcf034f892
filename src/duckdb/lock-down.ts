/**
 * Statements run at boot, in this order; afterwards the engine reads files registered under `uploads/` and nothing else.
 * Each guard alone must hold. Tables live in the attached database `m`, which compresses them; the default database does not.
 */
export const LOCK_DOWN: readonly string[] = [
  'SET autoinstall_known_extensions=false',
  'SET autoload_known_extensions=false',
  "ATTACH ':memory:' AS m (COMPRESS)",
  'USE m',
  "SET allowed_directories=['uploads/']",
  'SET enable_external_access=false',
  'SET lock_configuration=true',
];

/** What every further connection needs: the choice of database belongs to a connection. */
export const USE_DATABASE = 'USE m';
