"use strict";
// From what a person typed to the entries and signs that are meant, by names alone: twitchrefLookup(TWITCHREF) gives the look-up.
// What a name opens is decided as in twitchref/lookup/names.py; tests/web/test_index.py holds the two together.
function twitchrefLookup(data) {
  const KINDS = ["site", "cause", "term"], LEVELS = ["emergency", "urgent", "routine"], NONE = new Set();
  const SMALL = new Set(["a", "the", "my", "your", "keep"]);
  const MOST = 10, MOST_SIGNS = 8, MOST_WORDS = 32, LONGEST_NAME = 8, REACH = 3, FEW = 5; // FEW entries have a word that tells something

  // ---- words, as in twitchref/words.py
  const list = (text) => text ? text.split("|") : [];
  const unique = (items) => [...new Set(items)];
  const shares = (left, right) => left.some((word) => right.includes(word));
  const has = (table, word) => Object.prototype.hasOwnProperty.call(table, word);
  const plain = (text) => text.replace(/['’‘`´ʼ]/g, "").replace(/æ/gi, "ae").replace(/œ/gi, "oe").normalize("NFKD")
    .replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const squash = (text) => plain(text).join("");
  const spellings = data.spellings.map(([from, to]) => [new RegExp(from, "g"), to]);

  function singular(word) {
    if (has(data.irregular, word)) return data.irregular[word];
    if (word.length < 4 || !/s$/.test(word) || /(ss|us|is)$/.test(word)) return word;
    if (/ies$/.test(word) && word.length > 4) return word.slice(0, -3) + "y";
    return word.slice(0, /(tches|nches|shes|xes|sses|zes)$/.test(word) ? -2 : -1);
  }

  const folds = new Map();
  function foldWord(word) {
    if (!folds.has(word)) {
      const once = spellings.reduce((spelt, [from, to]) => spelt.replace(from, to), singular(word));
      folds.set(word, once === word ? word : foldWord(once));
    }
    return folds.get(word);
  }
  const fold = (text) => plain(text).map(foldWord);

  // What the forms of a word have in common: breathe, breathing and breath.
  const stem = (word) => foldWord(word).replace(/^(.{3,}?)(iness|ness|ing|ily|ly|ed|es|e|y|i)$/, "$1").replace(/([^aeiou])\1$/, "$1");

  // Edits (insert, delete, replace, swap neighbours) from one word to the other; limit + 1 where it is more.
  function distance(left, right, limit) {
    if (Math.abs(left.length - right.length) > limit) return limit + 1;
    let before = [], above = Array.from({ length: right.length + 1 }, (_, at) => at);
    for (let row = 1; row <= left.length; row++) {
      const line = [row];
      for (let at = 1; at <= right.length; at++) {
        let cost = Math.min(above[at] + 1, line[at - 1] + 1, above[at - 1] + (left[row - 1] !== right[at - 1]));
        const turned = row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1];
        line.push(turned ? Math.min(cost, before[at - 2] + 1) : cost);
      }
      if (Math.min(...line) > limit) return limit + 1;
      [before, above] = [above, line];
    }
    return Math.min(above[right.length], limit + 1);
  }
  const tolerance = (word) => (word.length >= 4) + (word.length >= 9);
  const isNear = (left, right) => distance(left, right, tolerance(left)) <= tolerance(left);

  const code = new RegExp(data.code, "i");
  function asCode(text) {
    const { system, number, icd } = (code.exec(text.trim()) || {}).groups || {};
    return icd ? icd.toLowerCase().replace(".", "") : system ? system.toLowerCase().replace("orphanet", "orpha") + number : "";
  }

  const orders = (words) => words.length < 2 ? [words] : words.flatMap((word, at) =>
    orders(words.filter((_, other) => other !== at)).map((rest) => [word, ...rest]));

  // ---- what the index knows: rows are names, in its order
  const words = {};
  Object.keys(data.words).forEach((name) => { words[name] = new Set(list(data.words[name])); });
  const idle = new Set([...words.twitch, ...words.beside]);
  const rows = [], byKey = new Map(), having = new Map(), spelt = new Map(), stems = new Set();
  const add = (map, key, value) => map.has(key) ? map.get(key).add(value) : map.set(key, new Set([value]));
  const spell = (word, rank) => { spelt.set(word, Math.max(rank, spelt.get(word) || 0)); stems.add(stem(word)); };
  const entries = data.entries.map(([kind, id, name, often, lay, clinical, codes, signs, telling]) => {
    const entry = { kind, id, name, often, signs };
    [lay, clinical, codes].forEach((texts, register) => list(texts).forEach((text) => {
      const folded = fold(text), row = { entry, text, words: folded, code: register === 2, at: rows.length };
      row.telling = register === 1 ? text.length > 2 : telling && text === name; // said of nothing else
      row.keys = unique([squash(text), folded.join("")]);
      rows.push(row);
      row.keys.forEach((key) => add(byKey, key, row));
      folded.forEach((word) => add(having, word, entry));
      plain(text).forEach((word) => spell(word, 2)); // 2 for a word in a name, 1 for one said of a sign, 0 for any other
    }));
    return entry;
  });
  const phrases = data.signs.flatMap(([, , , said], sign) => list(said).map((phrase) => ({ sign, phrase, words: phrase.split(" ") })));
  phrases.forEach((each) => each.words.forEach((word) => spell(word, 1)));
  words.twitch.forEach((word) => spell(word, 2));
  words.others.forEach((word) => spell(word, 0));

  // ---- a text: its words, those that decide, and what they mean
  const wordsOf = (text) => plain(text.slice(0, 4000)).slice(0, 200);
  const folded = (text) => wordsOf(text).map(foldWord);
  function deciding(typed) { // by each of the words its folded form
    const found = new Map();
    typed.forEach((word, at) => {
      const form = foldWord(word), back = word === "back" && (words.before_back.has(typed[at - 1]) || words.after_back.has(typed[at + 1]));
      if (!(words.filler.has(word) || words.filler.has(form) || /^\d+$/.test(word) || back) && found.size < MOST_WORDS) found.set(word, form);
    });
    return found;
  }
  const contentOf = (typed, without = NONE) => unique(deciding(typed).values()).filter((word) => !without.has(word));
  const content = (text) => contentOf(wordsOf(text));
  const meaning = (said, table) => unique(said).sort().flatMap((word) => has(table, word) ? list(table[word]).map((text) => {
    const means = fold(text);
    return { word, means, words: said.flatMap((each) => each === word ? means : [each]) };
  }) : []);
  const runs = (said, lengths) => lengths.flatMap((length) => said.map((_, at) => said.slice(at, at + length).join(" ")));
  const ofOtherThings = (said) => runs(said, [1, 2, 3]).some((run) =>
    words.off_topic.has(run) || (run.includes(" ") && words.elsewhere.has(run)));

  // ---- the rows that are meant
  const rowsOf = (keys, kind) => unique([...keys].flatMap((key) => [...(byKey.get(key) || [])]))
    .filter((row) => !kind || row.entry.kind === kind).sort((left, right) => left.at - right.at);
  const longest = (found) => found.filter((row) => row.words.length === Math.max(...found.map((each) => each.words.length)));
  const compare = (left, right) => left < right ? -1 : left > right ? 1 : 0;
  const byName = ({ entry: left, text }, { entry: right, text: other }) =>
    compare(left.kind, right.kind) || compare(left.id, right.id) || compare(text, other);

  function standing(kind, said, without) { // whole names among the words
    const keys = new Set(), decide = contentOf(said, without);
    for (const given of [said, said.filter((word) => !without.has(word) && !SMALL.has(word))]) {
      given.forEach((_, at) => { for (let end = at + 1; end <= at + LONGEST_NAME; end++) keys.add(given.slice(at, end).join("")); });
    }
    if (decide.length <= 3) orders(decide).forEach((turned) => keys.add(turned.join("")));
    return rowsOf(keys, kind);
  }

  function within(said) { // the longest names where no other word decides anything
    const numbers = said.filter((word) => /^\d+$/.test(word));
    return longest(KINDS.flatMap((kind) => {
      const without = kind === "site" ? idle : NONE, decide = contentOf(said, without);
      return decide.length || kind === "site" ? standing(kind, said, without).filter((row) =>
        decide.every((word) => row.words.includes(word)) && (!row.code || numbers.every((word) => row.words.includes(word)))) : [];
    }));
  }

  function named(text) { // the rows that the text is a name of
    const exact = rowsOf([squash(text), fold(text).join(""), asCode(text)]), said = folded(text);
    if (exact.length || ofOtherThings(said)) return exact;
    const found = longest([{ words: said }, ...meaning(said, data.same)].flatMap((each) => within(each.words)));
    const twitches = said.length > 1 && said.some((word) => words.twitch.has(word)) && content(text).every((word) => idle.has(word));
    return found.length || !twitches ? found : rowsOf(["wholebody"], "site");
  }

  function begun(text) { // names that have all the words, the last perhaps only begun, the shortest first
    const whole = content(text), last = whole.pop(), typed = plain(text).pop();
    if (!last) return [];
    const start = foldWord(typed) === last ? typed : last;
    const begins = (row) => start.length > 2 && [...row.words, ...plain(row.text)].some((word) => word.startsWith(start));
    return rows.filter((row) => !row.code && whole.every((word) => row.words.includes(word)) && (row.words.includes(last) || begins(row)))
      .sort((left, right) => left.text.length - right.text.length || byName(left, right));
  }

  function near(text) { // names a few letters away
    const typed = squash(text.slice(0, 100)), decide = content(text.slice(0, 100)), limit = tolerance(typed), found = [];
    for (const row of limit ? rows : []) {
      const edits = row.code ? limit + 1 : Math.min(...row.keys.map((key) => distance(typed, key, limit)));
      const name = edits <= limit && content(row.text);
      if (name && (shares(decide, name) || isNear(decide.join(""), name.join("")))) found.push({ edits, row });
    }
    return found.sort((left, right) => left.edits - right.edits || byName(left.row, right.row)).map(({ row }) => row);
  }

  // The names that stand in a longer question, those with most of its words first; none where it is about other things.
  function scattered(text) {
    const said = folded(text), decide = contentOf(wordsOf(text), idle), found = new Map();
    for (const each of [{ words: said }, ...meaning(said, data.same), ...meaning(said, data.near)]) {
      for (const row of KINDS.flatMap((kind) => standing(kind, each.words, NONE))) {
        const shared = decide.filter((word) => row.words.includes(word) || (word === each.word && shares(each.means, row.words)));
        const before = found.get(row.entry) || { row, words: [] };
        if (shared.length) found.set(row.entry, { row: before.row, words: unique([...before.words, ...shared]) });
      }
    }
    const all = [...found.values()], ours = decide.filter((word) => all.some((each) => each.words.includes(word)));
    const strange = decide.filter((word) => words.elsewhere.has(word) ? !ours.includes(word) : !stems.has(stem(word)));
    const telling = all.some(({ row }) => row.telling && (row.words.length > 1 || !words.elsewhere.has(row.words[0])));
    const about = !strange.length || telling || ours.filter((word) => !words.elsewhere.has(word)).length > strange.length;
    const rarity = (word) => Math.log(1 + entries.length / (having.has(word) ? having.get(word).size : FEW));
    const worth = (each) => each.words.reduce((sum, word) => sum + rarity(word), 0) * (each.row.entry.often === "rare" ? 0.5 : 1);
    return about ? all.sort((left, right) => worth(right) - worth(left) || left.row.at - right.row.at).map(({ row }) => row) : [];
  }

  // The word that is probably meant by one that stands nowhere, as in twitchref/lookup/query.py; none where none is near.
  function nearWord(word) {
    if (word.length < 4 || stems.has(stem(word)) || words.elsewhere.has(foldWord(word)) || words.off_topic.has(foldWord(word))) return "";
    const bones = (of) => of.replace(/ph/g, "f").replace(/k/g, "c").replace(/[aeiouyh]/g, "").replace(/(.)\1+/g, "$1");
    const sorted = (of) => [...of].sort().join(""), kept = bones(word), found = [];
    spelt.forEach((rank, other) => {
      const limit = kept.length >= 4 && kept === bones(other) ? 2 : 1, turned = word.length > 4 || sorted(word) === sorted(other);
      if (rank && turned && other[0] === word[0] && distance(word, other, limit) <= limit) found.push([-rank, distance(word, other, limit), other]);
    });
    return (found.sort((left, right) => left[0] - right[0] || left[1] - right[1] || compare(left[2], right[2]))[0] || ["", "", ""])[2];
  }

  // `cant stop` and its like as one word: who cannot stop moving a leg is not who cannot move it.
  const asSaid = (said) => said.reduce((kept, word) => word.startsWith("stop") && words.not.has(kept[kept.length - 1])
    ? [...kept.slice(0, -1), "unstopped"] : [...kept, word], []);
  const stemsOf = (said) => new Set([...said, ...[data.same, data.near].flatMap((table) => meaning(said, table)).flatMap((each) => each.means)].map(stem));

  // The signs that are meant: every word of a phrase is said, in any form and order, but what stands behind a `cant` near one;
  // one word alone is often said of other things.
  function meant(typed, about) {
    const said = asSaid(typed), all = stemsOf(said), off = ofOtherThings(said);
    const ends = words.not.has(said[said.length - 1]);
    const near = stemsOf(said.filter((_, at) => ends || said.slice(Math.max(at - REACH, 0), at).some((word) => words.not.has(word))));
    const alone = (phrase) => about || (!off && !words.elsewhere.has(phrase));
    const found = phrases.filter((each) => each.words.every((word, at) => all.has(stem(word)) && (!words.not.has(each.words[at - 1]) || near.has(stem(word))))
      && (each.words.length > 1 || alone(each.phrase)));
    return unique(found.sort((left, right) => right.phrase.length - left.phrase.length).map((each) => each.sign));
  }

  function signsOf(text, found, about) {
    const typed = wordsOf(text), off = ofOtherThings(typed.map(foldWord));
    const signs = meant([...typed, ...plain(found.instead)].map(foldWord), about);
    if (signs.length || !typed.some((word) => words.asking.has(word)) || off) return signs;
    const body = content(text).length ? null : entries.find((entry) => entry.id === "whole-body"); // when to see a doctor
    return (found.whole.length ? found.whole[0].entry : body || { signs: [] }).signs;
  }

  function found(text) {
    const typed = wordsOf(text), whole = named(text), said = typed.map(foldWord);
    const of = (some, instead = "") => some.length && { whole, rows: some, instead };
    if (whole.length) return of([...whole, ...begun(text), ...scattered(text)]);
    if (ofOtherThings(said)) return { whole, rows: [], instead: "" };
    const mended = typed.map((word) => deciding(typed).has(word) && nearWord(word) || word).join(" "), close = near(text);
    const again = mended === typed.join(" ") ? "" : mended;
    const begins = begun(text);
    return (begins.length && of([...begins, ...scattered(text)])) || of(close, close.length && close[0].text) || (again && of([...named(again), ...begun(again)], again)) ||
      of(meaning(said, data.near).flatMap((each) => within(each.words))) || (again && of(scattered(again), again)) || of(scattered(text)) ||
      { whole, rows: [], instead: again };
  }

  // The page that a text opens ("one"; "several"), or what is near it, or "nothing"; signs first, by level; and the words searched instead.
  return function look(given) {
    const text = given.slice(0, 4000), here = found(text), first = new Map();
    here.rows.forEach((row) => first.has(row.entry) || first.set(row.entry, row));
    const numbers = signsOf(text, here, first.size > 0).slice(0, MOST_SIGNS), pages = [...first.values()].slice(0, MOST);
    const signs = LEVELS.map((level) => numbers.map((number) => data.signs[number]).filter((sign) => sign[1] === level));
    const opened = new Set(here.whole.map((row) => row.entry)).size;
    const kind = opened ? (opened > 1 ? "several" : "one") : pages.length ? "near" : "nothing";
    return { kind, signs: signs.flat(), pages, instead: pages.length || numbers.length ? here.instead : "" };
  };
}
if (typeof module === "object") module.exports = twitchrefLookup;
