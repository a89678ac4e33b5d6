// What a program in the browser adds to a form that works without one: how far it is, answers that
// survive a reload, a sheet that waits for the network, and a proof that lets it in when many come.
// Nothing leaves the device but what the form itself sends, to the form's own address.
"use strict";
(() => {
  const DRAFT = "prongsai answers ", SHEET = "prongsai sheet ", FORMS = "prongsai-forms";
  const RETRY = 20000, PATIENCE = 40000, WARNED = 30, SLICE = 1500, PAUSE = 20;
  let form, key, waiting, isSending, isPrepared, resend, home, idle, proof = {};

  // A browser may refuse to keep anything: then nothing is kept, and all else works.
  const get = (where, name) => {
    try { return JSON.parse(window[where].getItem(name)); } catch { return null; }
  };
  const put = (where, name, value) => {
    try {
      if (value === null) window[where].removeItem(name);
      else window[where].setItem(name, JSON.stringify(value));
    } catch { /* as it was */ }
  };
  const said = (name) =>
    document.getElementById("said").content.querySelector("." + name).cloneNode(true);
  const look = (where) => {
    if (!where) return;
    where.tabIndex = -1;
    where.focus();
  };

  // How far one is
  const answered = () => [...new FormData(form)].filter(([name]) => /^p\d+$/.test(name));
  const count = () => {
    const bar = form.querySelector(".bar"), number = answered().length;
    bar.querySelector("b").textContent = number;
    bar.querySelector("progress").value = number;
  };

  // Answers that survive a reload: of this tab, or of the device if somebody wishes it
  const keep = () => {
    if (!key) return;
    const draft = { sheet: form.elements.sheet.value, answers: answered() };
    const isWished = form.querySelector(".keep input").checked;
    put("sessionStorage", DRAFT + key, isWished ? null : draft);
    put("localStorage", DRAFT + key, isWished ? draft : null);
  };
  const forget = () => {
    for (const where of ["sessionStorage", "localStorage"]) put(where, DRAFT + key, null);
  };
  const resume = () => {
    const lasting = get("localStorage", DRAFT + key);
    const draft = lasting || get("sessionStorage", DRAFT + key);
    if (!draft || !draft.answers.length) return;
    for (const [name, value] of draft.answers) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    form.elements.sheet.value = draft.sheet;
    form.prepend(said("resumed"));
    prepare();
  };

  // SHA-256 of one block, as far as its first 32 bits
  const PRIMES = [];
  for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
  const bits = (x) => ((x % 1) * 2 ** 32) | 0;
  const H = PRIMES.slice(0, 8).map((prime) => bits(prime ** (1 / 2)));
  const K = PRIMES.map((prime) => bits(prime ** (1 / 3)));
  const w = new Int32Array(64);
  const turned = (x, n) => (x >>> n) | (x << (32 - n));
  const hash = (words) => {
    w.fill(0, 0, 16);
    for (let i = 0; i < words.length; i++) w[i >> 2] |= words.charCodeAt(i) << (24 - 8 * (i & 3));
    w[words.length >> 2] |= 128 << (24 - 8 * (words.length & 3));
    w[15] = 8 * words.length;
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3))
        + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
      const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    return (a + H[0]) >>> 0;
  };
  // In slices, so that nobody notices while the form is filled in
  const nameOf = (sheet) => sheet.split(".")[0];
  const found = () => proof.sheet === nameOf(form.elements.sheet.value) && proof.nonce;
  const prove = () => {
    const sheet = nameOf(form.elements.sheet.value), wanted = +form.dataset.proof;
    if (!wanted || proof.sheet === sheet) return;
    const sought = proof = { sheet };
    let nonce = 0;
    const slice = () => {
      if (proof !== sought) return;
      for (const end = nonce + SLICE; nonce < end; nonce++) {
        if (hash(sheet + nonce) >>> (32 - wanted)) continue;
        proof.nonce = String(nonce);
        if (resend) submit();
        return;
      }
      setTimeout(slice, PAUSE);
    };
    setTimeout(slice);
  };

  // Sending: here, or kept until there is a network; a sheet that arrives twice is counted once
  const submit = () => {
    clearTimeout(resend);
    resend = 0;
    const sheet = new URLSearchParams(new FormData(form));
    if (found()) sheet.set("proof", proof.nonce);
    deliver(sheet);
  };
  const deliver = async (sheet) => {
    if (isSending) return;
    isSending = true;
    form.setAttribute("aria-busy", "true");
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(
        location.pathname, { method: "POST", body: sheet, cache: "no-store", signal: stop.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const isOver = (answer.ok && page.querySelector(".receipt")) || answer.status === 410;
      const isBack = [422, 429].includes(answer.status) && page.querySelector("[data-total]");
      if (!isOver && !isBack) throw answer;
      if (answer.status !== 429) done(isOver);
      show(page, answer, sheet.get("proof"));
    } catch {
      wait(sheet.toString());
    }
    clearTimeout(timer);
    isSending = false;
    if (form) form.removeAttribute("aria-busy");
  };
  const done = (isOver) => {
    waiting = null;
    put("localStorage", SHEET + key, null);
    if (!isOver) return;
    forget();
    if (window.caches) caches.open(FORMS).then((forms) => forms.delete(location.pathname)).catch(() => {});
  };
  const show = (page, answer, refused) => {
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    history.replaceState(null, "", location.pathname);
    scrollTo(0, 0);
    form = null;
    begin(true);
    touched();
    look(document.querySelector("[role=alert]") || document.querySelector("h1"));
    const home = /(\d+); url=(.+)/.exec(answer.headers.get("Refresh"));
    if (home) setTimeout(() => location.replace(home[2]), 1000 * home[1]);
    if (answer.status === 429) {
      // A proof found while the sheet was on its way helps at once; one that was sent did not.
      const isNews = found() && proof.nonce !== refused;
      resend = setTimeout(submit, isNews ? 0 : 1000 * answer.headers.get("Retry-After"));
      prove();
    }
  };
  const wait = (sheet) => {
    waiting = sheet;
    if (key) put("localStorage", SHEET + key, sheet);
    if (document.querySelector(".waiting")) return;
    const told = said("waiting");
    form.before(told);
    form.hidden = true;
    look(told);
  };
  const retry = () => {
    if (waiting && form) deliver(new URLSearchParams(waiting));
  };
  const actions = {
    retry,
    discard: () => {
      done(false);
      document.querySelector(".waiting").remove();
      form.hidden = false;
    },
    afresh: () => {
      forget();
      location.replace(location.pathname);
    },
  };

  // That the form can be opened without a network is made ready when somebody has begun
  const prepare = () => {
    if (isPrepared) return;
    isPrepared = true;
    prove();
    if (!key || !navigator.serviceWorker) return;
    navigator.serviceWorker.register(form.dataset.worker)
      .then(() => navigator.serviceWorker.ready)
      .then((ready) => ready.active.postMessage(location.pathname))
      .catch(() => {});
  };

  // A slip's QR carries its code behind a #, which no server is ever told
  const takeCode = () => {
    const code = /^#code=([A-Za-z-]+)$/.exec(location.hash);
    if (!code || !form.elements.code) return;
    form.elements.code.value = code[1];
    history.replaceState(null, "", location.pathname);
  };

  const begin = (isAgain) => {
    form = document.querySelector("form[data-total]");
    if (!form) return;
    key = form.dataset.keep;
    home = form.dataset.home || home;
    form.prepend(said("bar"));
    if (key) {
      form.elements.sheet.before(said("keep"));
      form.querySelector(".keep input").checked = !!get("localStorage", DRAFT + key);
      waiting = waiting || get("localStorage", SHEET + key);
      if (isAgain) keep();
      else resume();
    }
    takeCode();
    count();
    form.addEventListener("change", () => { prepare(); count(); keep(); });
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    if (waiting && !isAgain) {
      wait(waiting);
      retry();
    }
  };
  // A device at a counter: who has left is forgotten
  const touched = () => {
    for (const timer of idle || []) clearTimeout(timer);
    if (!form || !form.dataset.idle) return;
    const told = document.querySelector("main > .leaving");
    if (told) told.remove();
    const after = +form.dataset.idle;
    idle = [
      setTimeout(() => document.querySelector("main").prepend(said("leaving")), 1000 * (after - WARNED)),
      setTimeout(() => location.replace(home), 1000 * after),
    ];
  };

  document.addEventListener("click", (event) => {
    const action = actions[event.target.dataset.do];
    if (action) action();
  });
  for (const name of ["pointerdown", "keydown", "scroll", "input"]) {
    document.addEventListener(name, touched, { passive: true });
  }
  addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => document.hidden || retry());
  setInterval(retry, RETRY);
  addEventListener("pagehide", () => { if (home) document.body.textContent = ""; });
  addEventListener("pageshow", (event) => { if (home && event.persisted) location.replace(home); });
  begin(false);
  touched();
})();
