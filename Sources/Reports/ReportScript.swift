/// What the HTML report can do where scripts run: sort, filter and leaf through tables, and copy. Without it everything
/// is there to be read.
///
/// All rows stay in the table, so that what is printed is what was sorted and filtered; those that are not on the page
/// are in bodies of the class `rest`.
let reportScript = #"""

  (() => {
  'use strict';
  document.documentElement.classList.add('js');
  const pageSize = 50;
  const collator = new Intl.Collator('en', { numeric: true });
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const counted = count => count.toLocaleString('en') + (count === 1 ? ' row' : ' rows');

  const numberIn = text => {
    const value = text === '' ? NaN : Number(text);
    return text === 'inf' ? Infinity : text === '-inf' ? -Infinity : value;
  };
  const compareTexts = (a, b) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

  class Rows {
    constructor(box) {
      this.box = box;
      this.table = box.querySelector('table');
      this.count = Number(box.dataset.rows);
      this.paged = this.table.tBodies.length > 1;
      this.page = 0;
      this.words = [];
      this.addHeaderButtons();
      if (this.count > 10) this.addTools();
    }

    /* Rows are gathered when they are first moved: opening a page costs nothing however many there are. */
    all() {
      if (!this.rows) {
        this.rows = [...this.table.tBodies].flatMap(body => [...body.rows]);
        this.order = this.rows;
      }
      return this.rows;
    }

    addHeaderButtons() {
      [...this.table.tHead.rows[0].cells].forEach((header, column) => {
        const button = make('button', '', header.textContent);
        button.type = 'button';
        button.title = 'Sort by ' + header.textContent;
        button.addEventListener('click', () => this.sort(header, column));
        header.replaceChildren(button);
      });
    }

    addTools() {
      const tools = make('div', 'tools');
      this.filter = make('input');
      this.filter.type = 'search';
      this.filter.placeholder = 'Filter rows';
      this.filter.setAttribute('aria-label', 'Filter rows: all words must occur');
      this.filter.addEventListener('input', () => this.search());
      this.status = make('output');
      tools.append(this.filter, this.status);
      if (this.paged) tools.append(this.makePager());
      this.box.prepend(tools);
      this.say(this.count);
    }

    makePager() {
      const pager = make('div', 'pager');
      this.back = make('button', '', 'Back');
      this.on = make('button', '', 'Next');
      this.place = make('span');
      this.back.type = this.on.type = 'button';
      this.back.addEventListener('click', () => this.turn(-1));
      this.on.addEventListener('click', () => this.turn(1));
      pager.append(this.back, this.place, this.on);
      return pager;
    }

    say(count) {
      if (!this.status) return;
      this.status.textContent = count === this.count ? counted(count) : count.toLocaleString('en') + ' of ' + counted(this.count);
      if (!this.paged) return;
      const pages = Math.max(1, Math.ceil(count / pageSize));
      this.place.textContent = '\u00a0' + (this.page + 1) + ' of ' + pages + '\u00a0';
      this.back.disabled = this.page === 0;
      this.on.disabled = this.page >= pages - 1;
    }

    turn(step) {
      this.page += step;
      this.show();
    }

    search() {
      this.words = this.filter.value.toLocaleLowerCase('en').split(/\s+/).filter(word => word);
      this.page = 0;
      this.show();
    }

    /* Missing cells stand last either way; equal ones keep their order. */
    sort(header, column) {
      const isNumeric = this.table.classList.contains('n' + (column + 1));
      const before = header.getAttribute('aria-sort');
      const descends = before ? before === 'ascending' : isNumeric;
      for (const other of header.parentNode.cells) other.removeAttribute('aria-sort');
      header.setAttribute('aria-sort', descends ? 'descending' : 'ascending');
      const sign = descends ? -1 : 1;
      this.all();
      const keyed = this.order.map((row, index) => {
        const text = row.cells[column].textContent;
        const key = isNumeric ? numberIn(text) : text;
        return { row, index, key, none: text === '' || Number.isNaN(key) };
      });
      const compare = isNumeric ? (a, b) => a - b || 0 : compareTexts;
      keyed.sort((a, b) => a.none - b.none || (a.none ? 0 : sign * compare(a.key, b.key)) || a.index - b.index);
      this.order = keyed.map(entry => entry.row);
      this.page = 0;
      this.show();
    }

    matches(row) {
      row.searched ??= row.textContent.toLocaleLowerCase('en');
      return this.words.every(word => row.searched.includes(word));
    }

    show() {
      this.all();
      const kept = this.words.length ? this.order.filter(row => this.matches(row)) : this.order;
      const start = this.paged ? this.page * pageSize : 0;
      const end = this.paged ? start + pageSize : kept.length;
      const bodies = [kept.slice(0, start), kept.slice(start, end), kept.slice(end)].map((rows, index) => {
        const body = make('tbody', index === 1 ? '' : 'rest');
        body.append(...rows);
        return body;
      });
      for (const body of [...this.table.tBodies]) body.remove();
      this.table.append(...bodies.filter((body, index) => index === 1 || body.rows.length));
      this.say(kept.length);
    }
  }

  const copy = async (block, button) => {
    const text = block.querySelector('code').textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(block.querySelector('code'));
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  };

  const addCopyButton = block => {
    const button = make('button', 'copy', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', () => copy(block, button));
    block.prepend(button);
  };

  document.addEventListener('DOMContentLoaded', () => {
    for (const box of document.querySelectorAll('.table')) new Rows(box);
    for (const block of document.querySelectorAll('.script')) addCopyButton(block);
  });
  })();

  """#
