// A page that is built with the package, as its author writes it.
import 'rejoinder-embed';
import 'rejoinder-embed/thread';
import 'rejoinder-embed/count';
import type { RejoinderCount, RejoinderSeek, RejoinderThread } from 'rejoinder-embed';

const thread: RejoinderThread = document.createElement('rejoinder-thread');
thread.service = 'https://comments.example';
thread.site = 'history';
thread.episode = '278';
thread.episodeTitle = 'The Salt Tax';
thread.headingLevel = 3;
thread.addEventListener('rejoinder-seek', ({ detail }) => console.log(detail.seconds.toFixed()));
addEventListener('rejoinder-seek', (event: RejoinderSeek) => event.preventDefault());
document.body.append(thread);

const count: RejoinderCount | null = document.querySelector('rejoinder-count');
count?.toggleAttribute('bare');

// @ts-expect-error There is no such property.
thread.colour = 'red';
// @ts-expect-error It is a number.
thread.headingLevel = 'three';
