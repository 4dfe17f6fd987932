"""An hour at half of what the service can do: it needs no more memory at the end than after ten minutes,
and no more open files."""
import threading
import time
from pathlib import Path

from full_disk import READ
from listener import Listener
from service import ask
from trial import postgres_service, seconds, sqlite_service

READERS, LISTENERS = 4, 50
SLOPE_MB = 1
# Of each look at the process.
EACH_S = 10


def suffer(trial):
    for begin in (sqlite_service, postgres_service):
        with begin(trial) as service:
            half_load(trial, service, *trial.size((10, 60), (600, 3600)))


def half_load(trial, service, warm_s, whole_s):
    on = service.database.name
    service.start()
    crowd = trial.crowd(service, pause_s=0.5)
    stopped = threading.Event()
    readers = [threading.Thread(target=read, args=(service, stopped), daemon=True) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    looks, began = [], time.monotonic()
    while seconds(began) < whole_s:
        # Those who listen come and go.
        listeners = [Listener(service.port, f"episode-{number % 6}") for number in range(LISTENERS)]
        time.sleep(EACH_S)
        looks.append((seconds(began), service.memory_mb(), open_files(service)))
        for listener in listeners:
            listener.close()
    stopped.set()
    crowd.stop()
    warm = [look for look in looks if look[0] >= warm_s]
    rise = slope([(at / 3600, memory) for at, memory, _ in warm])
    files = max(files for _, _, files in warm[-len(warm) // 4:]) - max(files for _, _, files in warm[: len(warm) // 4 + 1])
    trial.tell(on, "time; comments posted", f"{whole_s / 60:.0f} min; {len(crowd.acknowledged)}", "", True)
    trial.tell(on, "memory at its end", f"{looks[-1][1]:.0f} MB", "", True)
    trial.tell(on, f"… grown, after {warm_s / 60:.0f} minutes, by", f"{rise:.1f} MB an hour", f"at most {SLOPE_MB} MB an hour", rise <= SLOPE_MB)
    trial.tell(on, "open files, grown by", files, "0, or a connection or two", files <= 4)


def read(service, stopped):
    while not stopped.is_set():
        try:
            ask(service.port, {"query": READ})
        except OSError:
            pass
        time.sleep(0.01)


def open_files(service):
    return len(list(Path(f"/proc/{service.process.pid}/fd").iterdir()))


def slope(points):
    """Of the straight line that lies nearest."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    across = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / across if across else 0.0
