// A passkey is asked for, or made, by a press: what the device answers goes into the form around the button.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

const read = ({ publicKey: asked }) => ({ publicKey: {
  ...asked,
  challenge: bytes(asked.challenge),
  ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
  ...(asked.allowCredentials && { allowCredentials: named(asked.allowCredentials) }),
  ...(asked.excludeCredentials && { excludeCredentials: named(asked.excludeCredentials) }),
} });

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
const written = (answer) => ({
  id: answer.id,
  rawId: text(answer.rawId),
  type: answer.type,
  clientExtensionResults: answer.getClientExtensionResults(),
  response: Object.fromEntries(PARTS.filter((part) => answer.response[part]).map((part) => [part, text(answer.response[part])])),
});

class PassKey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) { this.hidden = true; return; }
    this.querySelector("button").addEventListener("click", () => this.ask());
  }

  async ask() {
    const failed = this.querySelector("[role=alert]");
    failed.hidden = true;
    try {
      const { url, question, make } = this.dataset;
      const asked = read(question ? JSON.parse(question) : await (await fetch(url, { headers: { accept: "application/json" } })).json());
      const answer = await (make === undefined ? navigator.credentials.get(asked) : navigator.credentials.create(asked));
      this.querySelector("[name=credential]").value = JSON.stringify(written(answer));
      this.querySelector("form").requestSubmit();
    } catch { failed.hidden = false; } // refused, too slow, or no passkey of this site on the device
  }
}
customElements.define("pass-key", PassKey);
