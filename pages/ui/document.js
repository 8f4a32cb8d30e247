// What Streamlit leaves out of the document: the language of the words, and lists that are lists in the menu
// of narrow screens, where sections stand as bare blocks between list items. There the menu covers the page, so
// it closes once a page is chosen.

let watching = false;
let menuWord = '';

function mend() {
  for (const button of document.querySelectorAll('[data-testid="stExpandSidebarButton"]')) {
    if (button.dataset.word !== menuWord) Object.assign(button, { ariaLabel: menuWord }).dataset.word = menuWord;
  }
  for (const menu of document.querySelectorAll('[data-testid="stSidebarNavItems"]')) {
    const sections = [...menu.children].filter((child) => child.tagName === 'DIV');
    if (sections.length === 0 || menu.getAttribute('role') === 'presentation') continue;
    menu.setAttribute('role', 'presentation');
    for (const child of menu.children) {
      if (child.tagName === 'LI') child.setAttribute('role', 'presentation');
    }
    for (const section of sections) {
      const title = section.querySelector('header p');
      section.setAttribute('role', 'list');
      section.setAttribute('aria-label', title ? title.textContent : '');
      title?.closest('header').setAttribute('aria-hidden', 'true');
    }
  }
}

function watch() {
  let due = 0;
  new MutationObserver(() => {
    if (due) return;
    due = requestAnimationFrame(() => {
      due = 0;
      mend();
    });
  }).observe(document.body, { childList: true, subtree: true });
}

function closeMenu(event) {
  if (window.innerWidth >= 768 || !event.target.closest('[data-testid="stSidebarNavLink"]')) return;
  setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click());
}

export default function mount({ data }) {
  document.documentElement.lang = data.lang;
  menuWord = data.menu;
  mend();
  if (!watching) {
    watching = true;
    watch();
    document.addEventListener('click', closeMenu);
  }
}
