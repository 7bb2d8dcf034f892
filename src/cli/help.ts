export const HELP = `Spoor finds bots and attackers in event logs.

  npm run -s spoor -- run RECIPE --input NAME=PATH … --out DIR
      RECIPE                      email-bots, or the FILE.json of a recipe
      --input events=PATH         a file of the input; several files of one input are appended;
                                  PATH#TABLE names one table of a file that holds several;
                                  a recipe of several inputs takes one --input NAME=PATH for each
      --map events.COLUMN=name    the file's column "name" plays the part of COLUMN
      --param eps=0.4             sets a parameter of the recipe
      --reading FILE.json         how the files are read: see load
      --judgement FILE            names and verdicts of clusters; refused when made for another run
      --judgement-any             takes the judgement of another run all the same
      --csv safe|lossless         safe puts ' before text that a spreadsheet would run (default lossless)
      --out DIR                   folder for the tables (CSV), run.json, recipe.json and judgement.json

  npm run -s spoor -- load FILE … [--reading FILE.json] [--out TABLE] [--profile] [--json]
      loads files and says what is in them: tables, rows, columns, rejected records
      FILE                        CSV, JSON, Parquet, Arrow, SQLite, Zeek, W3C or access log, also in gzip, Zstandard or zip;
                                  FILE#TABLE is one of its tables
      --reading FILE.json         what you say about reading, which is found out else:
                                  {"files": {"a.csv": {"table": "…", "dialect": {"delimiter": ";"}}},
                                   "reading": {"columns": {"zip": {"type": "text"}, "t": {"time":
                                     {"format": {"pattern": "%d/%m/%Y %H:%M"}, "zone": "Europe/Zurich",
                                      "gap": "before", "overlap": "earlier"}}}}}
                                  format: iso, epoch-s, -ms, -us, -ns or a pattern; with run and several
                                  inputs: {"inputs": {"events": {"reading": …}}}
      --out TABLE                 writes the table, by its name as .csv, .tsv, .jsonl or .parquet
      --profile                   says what every column holds: nulls, distinct, top, mean, std, min, quartiles, max, memory
      --json                      the same as one JSON object on standard output

  npm run -s spoor -- simulate email-clicks --out FILE [--seed 1] [--rows 1000000] [--truth FILE]
      writes a simulated log of e-mail clicks, and who made each click
`;
