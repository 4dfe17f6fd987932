// Said in place of a thread whose code or words have not come, by whoever was to bring them.

/** Gone with the next try. It looks like the page's own, since there may be no style of ours. */
export function sorry(
  place: ParentNode,
  again: () => unknown,
  said = 'The comments could not be loaded.',
  retry = 'Try again',
): void {
  place.querySelector('.sorry')?.remove();
  const line = document.createElement('p');
  line.className = 'sorry';
  line.role = 'alert';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = retry;
  button.onclick = () => {
    line.remove();
    again();
  };
  line.append(said, ' ', button);
  place.append(line);
}
