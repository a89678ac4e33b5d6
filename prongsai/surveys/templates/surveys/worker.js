{% load static %}// Opens a form again without a network. It keeps the form as it is handed out, and what that loads;
// never what is sent, nor an answer to it: those are requests of another kind, which pass it by.
"use strict";
const FORMS = "prongsai-forms", FILES = "prongsai-files", PATIENCE = 8000;
const FORM = /\/a\/[^/]+\/(steps\/)?$/;
const LOADED = ["{% static "surveys/answer.css" %}", "{% static "surveys/answer.js" %}"];

const keepFiles = async () => {
  await caches.delete(FILES);
  await (await caches.open(FILES)).addAll(LOADED);
  await self.skipWaiting();
};
const keepForm = async (path) => (await caches.open(FORMS)).add(path);

// A network that does not answer is none, if there is a form that was kept.
const tooLate = () => new Promise((_, fail) => setTimeout(fail, PATIENCE));
const form = async (request, path) => {
  const asked = fetch(request);
  try {
    const answer = await Promise.race([asked, tooLate()]);
    if (answer.status === 200) await (await caches.open(FORMS)).put(path, answer.clone());
    return answer;
  } catch {
    asked.catch(() => {});
    return (await caches.match(path)) || asked;
  }
};
const file = async (request) => {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) await (await caches.open(FILES)).put(request, answer.clone());
  return answer;
};

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (FORM.test(event.data)) event.waitUntil(keepForm(event.data).catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && FORM.test(pathname)) event.respondWith(form(request, pathname));
  else if (pathname.startsWith("{% get_static_prefix %}")) event.respondWith(file(request));
});
