// Says when there is no connection, and stops saying it.
const sentence = document.querySelector("p.offline");
const show = () => { if (sentence) sentence.hidden = navigator.onLine; };

window.addEventListener("online", show);
window.addEventListener("offline", show);
show();
