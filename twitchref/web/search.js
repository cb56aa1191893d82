"use strict";
// The search page: what stands in the box is looked up as it is typed, in this page alone; nothing is fetched, sent or stored.
// What is shown comes from names and from the box, so all of it is written as text, never as HTML.
(function () {
  const WAIT = 200; // milliseconds after the last letter
  const LONGEST = 80; // letters of what is repeated
  const MOST = 400; // letters that the address keeps
  const BEGUN = 3; // letters from which on it is said that nothing is found, while one types

  function made(tag, ...parts) {
    const element = document.createElement(tag);
    element.append(...parts.filter((part) => part !== ""));
    return element;
  }

  function link(text, address) {
    const element = made("a", text);
    element.href = address;
    return element;
  }

  const quoted = (text) => `“${text.length > LONGEST ? `${text.slice(0, LONGEST).trim()}…` : text}”`;
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  function leveled(name) {
    const word = made("span", `${capital(name)}:`);
    word.className = name;
    return word;
  }

  // A care level with what to do, and the signs that complete the sentence, each with a link to the whole of it.
  function level(name, signs, action) {
    const items = signs.map(([id, , short]) => made("li", link(short, `signs.html#${id}`)));
    const section = made("section", made("h2", leveled(name), ` ${action}`), made("ul", ...items));
    section.className = `care ${name}`;
    return section;
  }

  function howOften({ kind, often }) { // no cause stands without it
    if (kind !== "cause") return "";
    return !often || often === "unknown" ? ", how often it lies behind a twitch is not known" : `, ${often} behind a twitch`;
  }

  function page({ entry, text }) {
    const same = text.toLowerCase() === entry.name.toLowerCase();
    const about = made("span", ` — ${entry.kind}${howOften(entry)}${same ? "" : `, by the name ${quoted(text)}`}`);
    return made("li", link(entry.name, `${entry.kind}/${entry.id}.html`), about);
  }

  // All that is to be shown for a query; never that nothing is wrong.
  function written(query, { signs, pages, instead }, data) {
    const parts = [];
    if (!signs.length && !pages.length) {
      const other = "This page knows names only; other words may find it, and the lists have everything.";
      return [made("p", `Nothing found for ${quoted(query)}. ${other} ${data.nothing}`), made("p", data.help)];
    }
    for (const name of Object.keys(data.actions)) {
      const those = signs.filter((sign) => sign[1] === name);
      if (those.length) parts.push(level(name, those, data.actions[name]));
    }
    parts.push(made("p", data.help));
    if (instead) parts.push(made("p", `Searched instead for ${quoted(instead)}.`));
    parts.push(pages.length ? made("h2", "Pages") : made("p", `No page is named in ${quoted(query)}.`));
    if (pages.length) parts.push(made("ul", ...pages.map(page)));
    return parts;
  }

  function start(found, box, data) {
    let look, shown = "", timer;

    function show(typing) {
      clearTimeout(timer);
      const query = box.value.split(/\s+/).filter(Boolean).join(" ");
      if (query === shown) return;
      look = look || twitchrefLookup(data);
      const answer = look(query), nothing = !answer.signs.length && !answer.pages.length;
      const begun = !query || (typing && nothing && query.length < BEGUN);
      shown = begun ? "" : query;
      found.replaceChildren(...(begun ? [] : written(query, answer, data)));
      keep(query);
    }

    box.value = new URLSearchParams(location.search).get("q") || box.value;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, WAIT, true);
    });
    box.form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(false);
    });
    found.style.overflowWrap = "anywhere"; // whatever is typed, and repeated, keeps to a narrow page
    show(false);
  }

  // The address leads back to what was asked, without a step in the history for every letter.
  function keep(query) {
    const address = new URL(location.href);
    address.search = query ? new URLSearchParams({ q: query.slice(0, MOST) }).toString() : "";
    try {
      history.replaceState(null, "", address.href);
    } catch (error) {
      // a page from a disk may not change its address in every browser; the answer stands without it
    }
  }

  const found = document.getElementById("found"), box = document.querySelector("main input[name=q]");
  if (found && box) start(found, box, TWITCHREF);
})();
